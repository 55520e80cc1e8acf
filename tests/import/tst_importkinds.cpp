// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/firstrows.h"
#include "models/import/importpreview.h"
#include "tests/support/livestore.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// Files as tools really write them, and who each of their rows is.
class TestImportKinds : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<LiveStore> m_live;
    Segment m_segment;
    QList<PersonRef> m_people; ///< six with a profile
    QByteArrayList m_emails; ///< theirs

    /// E1 to E6 and I1 to I6 in braces become the people's addresses and ids.
    QByteArray filled(QByteArray text) const
    {
        for (int i = 0; i < m_people.size(); ++i) {
            const QByteArray number = QByteArray::number(i + 1);
            text.replace("{E" + number + "}", m_emails[i]);
            text.replace("{I" + number + "}", QByteArray::number(toNumber(m_people[i].customerId)));
        }
        return text;
    }

    ImportSpec specOf(const QByteArray &bytes) const
    {
        ImportSpec spec;
        spec.fileName = m_folder.filePath(u"people.csv"_s);
        QFile file(spec.fileName);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        const QByteArray head = bytes.first(std::min(bytes.size(), dialectHeadSize));
        spec.dialect = detectDialect(head, bytes.size() <= dialectHeadSize);
        const FirstRows first = firstRowsOf(head, bytes.size() <= dialectHeadSize, spec.dialect);
        spec.roles = matchColumns(first.names, first.rows);
        spec.segmentId = m_segment.id;
        spec.segmentName = m_segment.name;
        return spec;
    }

    std::unique_ptr<ImportPreview> checked(const ImportSpec &spec) const
    {
        auto check =
            std::make_unique<ImportPreview>(spec, storeImportSources(*m_live->api, m_segment.id));
        QSignalSpy finished(check.get(), &ImportPreview::finished);
        check->start();
        if (finished.isEmpty() && !finished.wait(QTest::patience))
            qFatal("the check failed");
        return check;
    }

    /// A letter a row: the number of the person, or what else was found.
    QByteArray found(const ImportPreview &check) const
    {
        QByteArray letters;
        for (const ImportRow &row : check.rows()) {
            switch (row.status) {
            case ImportStatus::WillChange:
                letters += QByteArray::number(m_people.indexOf(check.person(row)) + 1);
                break;
            case ImportStatus::Ambiguous:
                letters += '?';
                break;
            case ImportStatus::Repeats:
                letters += 'r';
                break;
            case ImportStatus::Damaged:
                letters += 'd';
                break;
            case ImportStatus::Unreadable:
                letters += 'u';
                break;
            case ImportStatus::NoSuchCustomer:
                letters += 'n';
                break;
            case ImportStatus::NamesNoOne:
                letters += '-';
                break;
            case ImportStatus::NothingToDo:
            case ImportStatus::NoProfile:
            case ImportStatus::ByName:
                letters += '!';
                break;
            }
        }
        return letters;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_live = std::make_unique<LiveStore>();
        m_segment = m_live->newSegment(u"A"_s);
        m_people = m_live->people(6);
        QHash<CustomerId, QByteArray> emails;
        const QList<Customer> customers = m_live->customers();
        for (const Customer &customer : customers)
            emails.insert(customer.id, customer.email.toUtf8());
        for (const PersonRef &person : std::as_const(m_people))
            m_emails.append(emails.value(person.customerId));
    }

    void rows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QByteArray &bytes, const char *expected) {
            QTest::newRow(name) << bytes << QByteArray(expected);
        };
        row("title and date lines",
            "Customer report\nCreated 2026-11-01, shop A\n\nEmail,First name,City\n"
            "{E1},Name1,Town\n{E2},Name2,Town\nstranger@else.example,N,T\n",
            "12n");
        row("title above one column", "Our customers\nemail\n{E1}\n{E2}\n", "12");
        row("title with an address",
            "Export for admin@shop.example\nadmin@shop.example\nEmail;City\n{E1};Oslo\n{E2};Lund\n",
            "12");
        row("extra delimiters", "email,city\n{E1},Bergen,\n{E2},Oslo,\n{E3},Lund,\n", "123");
        row("short first row, no header", "{E1}\n{E2},VIP\n{E3},VIP\n", "123");
        row("header a cell short", "email\n{E1},VIP\n{E2},VIP\n", "12");
        row("padded cells, header without the others",
            "email               \n"
            "{E1}               , Unknown Name     , \"{\"\"source\"\": true}\"   ,\n"
            "{E2}               , Unknown Name     , \"{\"\"source\"\": true}\"   ,\n",
            "12");
        row("names of rows without a heading",
            "\"customer_id\",\"email\"\n\"1\",\"{I1}\",\"{E1}\"\n\"2\",\"{I2}\",\"{E2}\"\n", "12");
        row("long rows cost themselves",
            "name,agent,email\nA,{E6},{E1}\nDoe, B,{E6},{E2}\nC,{E6},{E3}\n", "1u3");
        row("long rows in a file with extra delimiters",
            "name,agent,email,note\nA,{E6},{E1},,\nDoe, B,{E6},{E2},,\nC,{E6},{E3},,\n", "1u3");
        row("blank before a quote",
            "name, \"email\", \"city\"\n\"One, A\", \"{E1}\", \"Bergen\"\n\"Two, B\", \"{E2}\", "
            "\"Oslo\"\n",
            "12");
        row("CR", "email,city\r{E1},Bergen\r{E2},Oslo\r{E3},Lund\r", "123");
        row("CR CR LF", "email,name,company\r\r\n{E1},a,x\r\r\n{E2},b,\r\r\n{E3},c,y\r\r\n", "123");
        row("mixed line ends", "email,name\n{E1},a\r{E2},b\r\n{E3},c\r\r\n{E4},d", "1234");
        row("a line break in a cell", "name,email,note,agent\nA,{E1},x\ny,{E6}\nB,{E2},z,{E6}\n",
            "1u2");
        row("ids as floats", "customer_id,vip\n{I1}.0,1\n{I2}.0,1\n,\n{I3}.0,0\n", "12-3");
        row("ids with exponents",
            "customer_id,email\n1.6147805824397E13,{E1}\n1.61E+13,{E2}\n{I3},{E3}\n", "dd3");
        row("grouped ids", "customer_id,city\n\"1,234\",x\n\"1,234,567\",y\n{I3},z\n", "dd3");
        row("apostrophes", "Customer ID,Phone\n'{I1},'+4799999901\n'{I2},'+4799999902\n", "12");
        row("equals signs", "customer_id,city\n=\"{I1}\",Bergen\n\"=\"\"{I2}\"\"\",Oslo\n", "12");
        row("values that are none",
            "customer_id,email,note\n{I1},{E1},\"says \\\"hi\\\"\"\n\\N,{E2},\\N\nNULL,{E3},x\n"
            "0,{E4},\nn/a,{E5},\n{I6},-,\n0,,guest\n-,n/a,\n",
            "u23456--");
        row("several addresses",
            "Name,E-mail 1 - Value,E-mail 2 - Value\nA,{E1} ::: old1@else.example,\n"
            "B,\"{E2}, other@else.example\",\nC,{E3},{E4}\nD,{E5};{E6},\n",
            "??3?");
        row("several addresses beside an id",
            "customer_id,email\n{I1},{E1};old@else.example\n{I2},{E1};{E3}\n", "1?");
        row("names and brackets",
            "First Name,Last Name,Email\nA,One,\"One, A ({E1})\"\nB,Two,Two B <{E2}>\n"
            "C,Three,<{E3}>\nD,Four,mailto:{E4}\n",
            "1234");
        row("bytes of another encoding elsewhere",
            "email,company\n{E1},x\n{E2},J\xF6rg\n{E3},\xC3\xA9\n", "123");
        row("line breaks in headings",
            "\"Customer\r\nID\",\"E-mail\naddress\",City\r\n{I1},{E1},Bergen\r\n{I2},{E2},Oslo\r\n",
            "12");
        row("continuation lines",
            "Email,Name,Address\n{E1},A One,Street 1\n,,Street 2\n,,Street 3\n{E2},B Two,Street "
            "9\n",
            "1--2");
        row("totals",
            "Name,Customer ID,Email\nA,{I1},{E1}\nB,{I2},{E2}\nTotal,{I6},\nTotal: 2 "
            "customers,,x\n",
            "12--");
        row("ids of another system",
            "Customer ID,Name,Email\n{I2},a,{E1}\n{I3},b,{E2}\n{I4},c,{E3}\n{I5},d,{E4}\n"
            "{I6},guest without address,\n",
            "1234u");
        row("ids that no one has",
            "Customer ID,First Name,Email,Accepts Email Marketing\n7210448301122,a,{E1},yes\n"
            "7210448301159,c,{E2},no\n7210448301196,e,{E3},yes\n",
            "123");
        row("one row of two people", "customer_id,email\n{I2},{E1}\n{I2},{E2}\n{I3},{E3}\n", "?23");
    }

    void rows()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        const auto check = checked(specOf(filled(bytes)));
        QCOMPARE(found(*check), expected);
    }

    /// Late in a file, where the encoding is not guessed any more.
    void aLateByteOfAnotherEncoding()
    {
        QByteArray bytes("email,company\n");
        while (bytes.size() < 2 * dialectHeadSize)
            bytes += "x@else.example,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
        bytes += filled("{E1},J\xF6rg\n{E2},\xC3\xA9\n");
        const auto check = checked(specOf(bytes));
        QVERIFY(found(*check).endsWith("12"));
        const ImportRow &row = check->rows()[check->rows().size() - 2];
        QCOMPARE(row.trouble, RowSource::RowError::BadEncoding); // a note
        QCOMPARE(check->counts().badEncoding, 1);
    }

    void whatIsCounted()
    {
        const auto check = checked(specOf(
            filled("Email,Name,City\n{E1},A\n,,x\n{E2},B,C,D\nstranger@else.example,x,y\n")));
        QCOMPARE(found(*check), "1-un");
        QCOMPARE(check->counts().shortRows, 1);
        QCOMPARE(check->counts().longRows, 1);
        QCOMPARE(check->count(ImportStatus::NamesNoOne), 1);
        QVERIFY(!check->counts().idsAreForeign);
        const auto foreign =
            checked(specOf(filled("Customer ID,Email\n1,{E1}\n2,{E2}\n3,{E3}\n{I4},{E4}\n5,\n")));
        QCOMPARE(found(*foreign), "1234u");
        QVERIFY(foreign->counts().idsAreForeign);
        QCOMPARE(foreign->counts().idsAgree, 1);
        QCOMPARE(foreign->counts().idsDisagree, 3);
    }
};

QTEST_MAIN(TestImportKinds)

#include "tst_importkinds.moc"
