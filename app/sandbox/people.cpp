// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/people.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

struct Source
{
    Region region;
    int weight;
    const char16_t *given; // "name" or "name|ascii", separated by commas
    const char16_t *family;
    const char16_t *companies;
    const char16_t *phones;
};

const Source sources[] = {
    {Region::English, 13,
     u"Amelia,Oliver,Grace,Harry,Isla,Jack,Sophie,Thomas,Emily,James,Charlotte,William,Hannah,"
     u"Daniel,Lucy,Ethan,"
     u"Megan,Jacob,Chloe,Benjamin",
     u"Smith,Taylor,Walker,Hughes,Bennett,Clarke,Fletcher,Morgan,Parker,Whitfield,Ashworth,Bradley,"
     u"Carter,Davies,"
     u"Ellis,Foster,Graham,Holloway,Lambert,Mitchell",
     u"% & Sons,% Outdoor,% Prints,The % Company,% Garden Centre,% Hardware",
     u"+44 20 7946 0###,+1 202 555 01##,+1 312 555 01##"},
    {Region::English, 4,
     u"Siobhán,Niamh,Aoife,Oisín,Pádraig,Róisín,Seán,Caoimhe,Ciarán,Éabha,Fionn,Sinéad,Dónal,"
     u"Gráinne",
     u"Ó Briain,Ní Dhomhnaill,O'Sullivan,Mac Cárthaigh,Ó Conchúir,Byrne,Kavanagh,Ó "
     u"Néill,Walsh,Gallagher,Nolan,Brennan",
     u"% Woollens,% & Daughters,Siopa Uí %,% Foods", u"+353 20 910 ####"},
    {Region::Dach, 9,
     u"Jürgen,Käthe,Lukas,Annika,Björn,Friederike,Matthias,Sabine,Jörg,Ursula,Felix,Lea,Maximilian,"
     u"Greta,Günther,Heike",
     u"Müller,Schröder,Weiß,Köhler,Bäcker,Krüger,Vogel,Hoffmann,Lindner,Schäfer,Brandt,Zimmermann,"
     u"Großmann,Nägeli,"
     u"Aigner,Huber",
     u"% GmbH,% & Söhne,% Handel,Feinkost %,Gärtnerei %,Buchhandlung %",
     u"+49 30 23125 ###,+43 1 0000 ###,+41 44 000 ## ##"},
    {Region::Europe, 6,
     u"Zoë,Åsa,Björn,Linnéa,Sören,Göran,Ingrid,Mårten,Freja,Søren,Astrid,Øyvind,Håkon,Maja,Päivi,"
     u"Väinö,Aino,Jyrki",
     u"Lindqvist,Åkesson,Sjöberg,Bergström,Nyström,Ødegård,Sørensen,Kjær,Håkansson,Mäkinen,"
     u"Virtanen,Hämäläinen,"
     u"Ekström,Dahl,Nygård",
     u"Nordlys Outdoor,% Form,% Design,Fjäll & %,% Møbler,% Keramik",
     u"+46 8 555 0# ##,+47 22 00 0# ##,+45 32 00 0# ##,+358 9 0000 ###"},
    {Region::Europe, 6,
     u"Chloé,Théo,Élodie,François,Hélène,Jérôme,Noémie,Rémi,Aurélie,Gaël,Agnès,Benoît,Maëlle,Loïc,"
     u"Inès,Zoé",
     u"Lefèvre,Dubois,Béranger,Gauthier,Lécuyer,Rousseau,Hébert,Château,Fontaine,Müller,Perrault,"
     u"Besançon,Moreau,"
     u"Garçon,Girard",
     u"Maison %,Atelier %,% et Fils,Fromagerie %,Librairie %",
     u"+33 1 99 00 ## ##,+32 2 555 ## ##"},
    {Region::Europe, 6,
     u"José Antonio,Núria,Íñigo,Begoña,Álvaro,María "
     u"José,Sofía,Raúl,Lucía,Joaquín,Inés,Andrés,Rocío,Martín,Ximena,Iván",
     u"Núñez,García,Ibáñez,Peña,Rodríguez,Muñoz,Castaño,Fernández,Gutiérrez,Ordóñez,Vázquez,Sáenz,"
     u"Jiménez,López,Avilés",
     u"Ferretería %,Hermanos %,Papelería %,Viveros %,% e Hijos",
     u"+34 910 55 ## ##,+52 55 5555 ####"},
    {Region::Europe, 4,
     u"João,Inês,Gonçalo,Conceição,Luísa,Sebastião,Mónica,Tomás,Beatriz,Caetano,Lívia,Thaís,"
     u"Estêvão,Anaïs",
     u"Gonçalves,Araújo,Magalhães,Falcão,Simões,Conceição,Leitão,Assunção,Brandão,Guimarães,Mourão,"
     u"Queirós",
     u"Casa %,% & Irmãos,Padaria %,Livraria %", u"+351 21 000 ## ##,+55 11 5555 ####"},
    {Region::Europe, 4,
     u"Giulia,Niccolò,Chiara,Matteo,Noè,Beatrice,Davide,Elisa,Giosuè,Francesca,Lorenzo,Ilaria,"
     u"Pietro,Sofia",
     u"Rossi,D'Amico,Esposito,De Luca,Nicolò,Marchetti,Cattaneo,Fabbri,Santoro,Colombo,Lo "
     u"Presti,Zanetti",
     u"Pasticceria %,Fratelli %,Ceramiche %,Bottega %", u"+39 02 5550 ####"},
    {Region::Europe, 4, u"Łucja,Zofia,Agnieszka,Małgorzata,Bożena,Katarzyna,Świętosława,Żaneta",
     u"Zając,Wiśniewska,Kowalska,Dąbrowska,Wójcik,Kamińska,Gąsior,Łukaszewska,Źrebiec,Nowak",
     u"Pracownia %,Sklep %,Ogrody %", u"+48 22 000 ## ##"},
    {Region::Europe, 3, u"Michał,Paweł,Stanisław,Łukasz,Grzegorz,Wojciech,Błażej,Jędrzej",
     u"Zając,Wiśniewski,Kowalski,Dąbrowski,Wójcik,Kamiński,Śliwa,Łukaszewski,Nowak,Mączka",
     u"Pracownia %,Sklep %,Drukarnia %", u"+48 22 000 ## ##"},
    {Region::Europe, 3, u"Matěj,Jiří,Ondřej,Tomáš,Lukáš,Štěpán,Vojtěch,Řehoř,Zdeněk",
     u"Dvořák,Novák,Svoboda,Černý,Procházka,Kučera,Růžička,Beneš,Šťastný,Hruška",
     u"Pekárna %,Papírnictví %,% a syn", u"+420 222 000 ###"},
    {Region::Europe, 2, u"Eliška,Kateřina,Zuzana,Ľubica,Růžena,Žofie,Běla,Šárka",
     u"Dvořáková,Nováková,Černá,Procházková,Kučerová,Růžičková,Šťastná,Hrušková",
     u"Květiny %,Galanterie %", u"+420 222 000 ###,+421 2 0000 ####"},
    {Region::Europe, 3,
     u"Zsófia,Ágnes,Gergő,László,Eszter,Márton,Őrs,Réka,Szabolcs,Tünde,Győző,Ildikó",
     u"Szabó,Nagy,Kovács,Tóth,Horváth,Kőműves,Szűcs,Fülöp,Győri,Ördög",
     u"% és Társa,% Pékség,% Papír", u"+36 1 000 ####"},
    {Region::Europe, 2, u"Ștefan,Ioana,Andreea,Răzvan,Mădălina,Cătălin,Anca,Țuțea,Ileana",
     u"Popescu,Țăranu,Ștefănescu,Ionescu,Brâncuși,Drăgan,Mureșan,Vâlcea", u"Casa %,Florăria %",
     u"+40 21 000 ####"},
    {Region::Elsewhere, 4,
     u"Çağla,Ayşe,Gökhan,İlker,Şule,Özgür,Ümit,Işıl,Emre,Büşra,Çetin,Zeynep,Doğan,Gülşen",
     u"Yıldırım,Öztürk,Şahin,Çelik,Aydın,Güneş,Kılıç,Arslan,Doğan,Işık,Erdoğdu,Koçak",
     u"% Ticaret,% Halı,% Kırtasiye", u"+90 212 000 ## ##"},
    {Region::Elsewhere, 4,
     u"Hương,Minh Anh,Đức,Thảo,Tuấn Kiệt,Ngọc,Quỳnh,Hải Đăng,Phương,Bảo,Thuỷ,Khánh Linh,Việt",
     u"Nguyễn Thị,Trần,Lê,Phạm Văn,Hoàng,Vũ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương",
     u"Mây Studio,Tiệm %,% và Con", u"+84 24 0000 ####"},
    {Region::Elsewhere, 4,
     u"Amara,Adébáyọ̀,Ṣadé,Olúwaṣeun,Chinedu,Ngozi,Fọlákẹ́,Ifẹ́olúwa,Tólúwalàṣẹ,Chiamaka,Kọ́láwọlé,"
     u"Zainab,Emeka,Yétúndé",
     u"Okafor,Adéyẹmí,Olúwọlé,Nwosu,Balogun,Ọláwálé,Eze,Bámidélé,Ṣóyínká,Abubakar,Ìdòwú,Okeke",
     u"% Prints,% Fabrics,% & Sisters,% Ventures", u"+234 1 000 ####"},
    {Region::Elsewhere, 3,
     u"Aarav,Priya,Ananya,Rohan,Kavya,Vikram,Meera,Arjun,Lakshmi,Dev,Ishaan,Nandini",
     u"Sharma,Iyer,Patel,Krishnamurthy,Banerjee,Gupta,Reddy,Mukherjee,Nair,Deshpande,Singh,"
     u"Chatterjee",
     u"% Textiles,% Spices,% Brothers", u"+91 22 5555 ####"},
    {Region::Elsewhere, 1, u"आरव|aarav,प्रिया|priya,अनन्या|ananya,रोहन|rohan,मीरा|meera,अर्जुन|arjun",
     u"शर्मा|sharma,पटेल|patel,गुप्ता|gupta,सिंह|singh,जोशी|joshi,वर्मा|verma",
     u"% वस्त्र|% vastra,% मसाले|% masale", u"+91 22 5555 ####"},
    {Region::Elsewhere, 5,
     u"ليلى|layla,محمد|mohammed,فاطمة|fatima,عمر|omar,نور|nour,يوسف|youssef,مريم|maryam,خالد|"
     u"khaled,هدى|huda,"
     u"كريم|karim,سلمى|salma,طارق|tariq,رنا|rana,زياد|ziad",
     u"الخطيب|khatib,العلي|alali,حداد|haddad,النجار|najjar,المصري|masri,الشامي|shami,القاسم|qasim,"
     u"منصور|mansour,"
     u"الزهراني|zahrani,بن سالم|bensalem,البغدادي|baghdadi,خوري|khoury",
     u"دار النخيل|dar alnakhil,مكتبة %|maktabat %,متجر %|matjar %,عطور %|otour %",
     u"+971 4 555 ####,+20 2 5555 ####"},
    {Region::Elsewhere, 1, u"נועה|noa,יונתן|yonatan,תמר|tamar,איתן|eitan,שירה|shira,אורי|uri",
     u"כהן|cohen,לוי|levi,מזרחי|mizrahi,פרידמן|friedman,ברק|barak,שפירא|shapira",
     u"ספרי %|sifrei %,נגריית %|nagariyat %", u"+972 3 555 ####"},
    {Region::Russian, 3,
     u"Дарья|darya,Анна|anna,Екатерина|ekaterina,Ольга|olga,Мария|maria,Наталья|natalya,Алёна|"
     u"alyona,Юлия|yulia",
     u"Соколова|sokolova,Иванова|ivanova,Кузнецова|kuznetsova,Лебедева|lebedeva,Морозова|morozova,"
     u"Щукина|shchukina,"
     u"Волкова|volkova,Ёлкина|yolkina",
     u"Мастерская %|masterskaya %,Цветы %|tsvety %", u"+7 495 000 ## ##,+7 727 000 ## ##"},
    {Region::Russian, 2,
     u"Дмитрий|dmitry,Сергей|sergey,Алексей|alexey,Иван|ivan,Фёдор|fyodor,Николай|nikolay,Михаил|"
     u"mikhail,Юрий|yury",
     u"Соколов|sokolov,Иванов|ivanov,Кузнецов|kuznetsov,Лебедев|lebedev,Морозов|morozov,Щукин|"
     u"shchukin,Волков|volkov,"
     u"Ёлкин|yolkin",
     u"Книги %|knigi %,Торговый дом %|td %", u"+7 495 000 ## ##"},
    {Region::Europe, 3,
     u"Олександр|oleksandr,Оксана|oksana,Ярослав|yaroslav,Соломія|solomiia,Тарас|taras,Ганна|hanna,"
     u"Їржі|yirzhi,"
     u"Євген|yevhen,Ірина|iryna,Богдан|bohdan",
     u"Шевченко|shevchenko,Коваленко|kovalenko,Бондаренко|bondarenko,Ткаченко|tkachenko,Кравчук|"
     u"kravchuk,"
     u"Гончар|honchar,Мельник|melnyk,Лисенко|lysenko",
     u"Крамниця %|kramnytsia %,Майстерня %|maisternia %", u"+380 44 000 ## ##"},
    {Region::Europe, 2,
     u"Ελένη|eleni,Μαρία|maria,Κατερίνα|katerina,Σοφία|sofia,Δήμητρα|dimitra,Χρυσούλα|chrysoula",
     u"Παπαδοπούλου|papadopoulou,Οικονόμου|oikonomou,Γεωργίου|georgiou,Νικολάου|nikolaou,Βασιλείου|"
     u"vasileiou,"
     u"Κωνσταντίνου|konstantinou",
     u"Ανθοπωλείο %|anthopoleio %,Ελιές %|elies %", u"+30 210 000 ####"},
    {Region::Europe, 1,
     u"Γιώργος|giorgos,Νίκος|nikos,Δημήτρης|dimitris,Κώστας|kostas,Ανδρέας|andreas,Σπύρος|spyros",
     u"Παπαδόπουλος|papadopoulos,Οικονόμου|oikonomou,Αντωνίου|antoniou,Λάμπρου|lamprou,Μακρής|"
     u"makris,Ζαχαρίας|zacharias",
     u"Αφοί %|afoi %,Βιβλιοπωλείο %|vivliopoleio %", u"+30 210 000 ####"},
    {Region::Japanese, 5,
     u"健一|kenichi,美咲|misaki,陽菜|hina,翔太|shota,さくら|sakura,大輔|daisuke,結衣|yui,蓮|ren,"
     u"真由美|mayumi,拓也|takuya,"
     u"葵|aoi,直樹|naoki",
     u"佐藤|sato,山田|yamada,鈴木|suzuki,高橋|takahashi,渡辺|watanabe,伊藤|ito,小林|kobayashi,加藤|"
     u"kato,吉田|yoshida,"
     u"斎藤|saito,松本|matsumoto,髙﨑|takasaki",
     u"花屋 はなや|hanaya,%商店|% shoten,%工房|% kobo,株式会社%|% kk", u"+81 3 0000 ####"},
    {Region::Elsewhere, 4,
     u"서연|seoyeon,민준|minjun,지우|jiwoo,하은|haeun,도윤|doyun,수빈|subin,예준|yejun,은지|eunji,"
     u"현우|hyunwoo,지민|jimin",
     u"김|kim,이|lee,박|park,최|choi,정|jung,강|kang,조|cho,윤|yoon,장|jang,남궁|namgung",
     u"%상회|% sanghoe,%공방|% gongbang", u"+82 2 0000 ####"},
    {Region::Elsewhere, 4,
     u"伟|wei,芳|fang,秀英|xiuying,娜|na,强|qiang,丽|li,小明|xiaoming,雨桐|yutong,浩然|haoran,欣怡|"
     u"xinyi,子涵|zihan,志豪|chihhao",
     u"王|wang,李|li,张|zhang,刘|liu,陈|chen,杨|yang,赵|zhao,黄|huang,周|zhou,欧阳|ouyang,林|lin,"
     u"吳|wu",
     u"%记茶行|% tea,%家书店|% books,%氏陶艺|% ceramics", u"+86 10 5555 ####,+886 2 5555 ####"},
    {Region::Elsewhere, 2, u"สมชาย|somchai,สุดา|suda,กมล|kamon,พิมพ์ชนก|pimchanok,อนันต์|anan,วิภา|wipha",
     u"ใจดี|jaidee,ศรีสุข|srisuk,แสงทอง|saengthong,วงศ์ไทย|wongthai,บุญมี|boonmee",
     u"ร้าน %|ran %,ผ้าไหม %|phamai %", u"+66 2 000 ####"},
    {Region::Europe, 1, u"Þóra,Guðrún,Ásta,Sigríður,Björk,Kristín",
     u"Jónsdóttir,Þorsteinsdóttir,Guðmundsdóttir,Ólafsdóttir,Einarsdóttir", u"% Ull,Bókabúð %",
     u"+354 555 ####"},
    {Region::Elsewhere, 2,
     u"Kaimana,Leilani,Hōkūlani,Aroha,Tāne,Mereana,Wiremu,Nikau,Ngaio,Anahera",
     u"Kealoha,Te Rangi,Ngāta,Parāone,Kahananui,Tūwhare,Wētere,Mahuika",
     u"% Surf,% Carving,Whare %", u"+64 4 555 ####"},
};

// What normalizing does not take apart.
QString special(QChar c)
{
    switch (c.unicode()) {
    case u'ł':
        return u"l"_s;
    case u'ø':
        return u"o"_s;
    case u'đ':
        return u"d"_s;
    case u'ð':
        return u"d"_s;
    case u'þ':
        return u"th"_s;
    case u'ß':
        return u"ss"_s;
    case u'æ':
        return u"ae"_s;
    case u'œ':
        return u"oe"_s;
    case u'ı':
        return u"i"_s;
    default:
        return {};
    }
}

QString toAscii(const QString &text)
{
    QString ascii;
    const QString apart = text.toLower().normalized(QString::NormalizationForm_D);
    for (const QChar c : apart) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'%')
            ascii += c;
        else if (c == u' ')
            ascii += u'-';
        else
            ascii += special(c);
    }
    return ascii;
}

template <typename T>
const T &oneOf(const QList<T> &list, Random &random)
{
    return list.at(random.below(list.size()));
}

} // namespace

QList<People::Name> People::names(const char16_t *list)
{
    QList<Name> names;
    const QStringList parts = QString::fromUtf16(list).split(u',');
    for (const QString &part : parts) {
        const QStringList pair = part.split(u'|');
        names.append({pair.first(), toAscii(pair.last())});
    }
    return names;
}

People::People()
{
    for (const Source &source : sources) {
        m_cultures.append({source.region, source.weight, names(source.given), names(source.family),
                           names(source.companies), QString::fromUtf16(source.phones).split(u',')});
        m_weights += source.weight;
    }
}

People::Person People::make(Random &random) const
{
    qint64 at = random.below(m_weights);
    qsizetype index = 0;
    while (at >= m_cultures[index].weight)
        at -= m_cultures[index++].weight;
    const Culture &culture = m_cultures[index];

    Person person;
    person.region = culture.region;
    const Name &given = oneOf(culture.given, random);
    const Name &family = oneOf(culture.family, random);
    person.row.firstName = given.native;
    person.row.lastName = family.native;

    QString companyDomain;
    if (random.chance(0.34)) {
        const Name &company = oneOf(culture.companies, random);
        person.row.company = QString(company.native).replace(u'%', family.native);
        companyDomain = QString(company.ascii).replace(u'%', family.ascii);
        while (companyDomain.contains(QLatin1String("--")))
            companyDomain.replace(QLatin1String("--"), QLatin1String("-"));
        companyDomain += QLatin1String(".example");
    }
    const qint64 style = random.below(10);
    if (style < 5)
        person.mailbox = given.ascii + u'.' + family.ascii;
    else if (style < 7)
        person.mailbox = given.ascii.left(1) + u'.' + family.ascii;
    else if (style < 9)
        person.mailbox = given.ascii;
    else
        person.mailbox = family.ascii + u'.' + given.ascii;
    static const QList<QString> domains{
        u"example.com"_s, u"example.com"_s, u"example.com"_s,
        u"example.org"_s, u"example.net"_s, u"post.example"_s,
    };
    if (!companyDomain.isEmpty() && random.chance(0.6))
        person.domain = companyDomain;
    else if (random.chance(0.1))
        person.domain = family.ascii + QLatin1String(".example");
    else
        person.domain = oneOf(domains, random);

    if (random.chance(0.8)) {
        person.row.phone = oneOf(culture.phones, random);
        for (QChar &c : person.row.phone) {
            if (c == u'#')
                c = QChar(char16_t(u'0' + random.below(10)));
        }
    }
    const qint64 group = random.below(100);
    person.row.groupId = group < 55    ? 0
        : group < 80                   ? 1
        : person.row.company.isEmpty() ? 2
                                       : int(3 + group % 4);
    return person;
}

} // namespace segmentdesk::sandbox
