// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/dialogs/exhibits.h"

#include "backupsample.h"
#include "models/api/storeapi.h"
#include "models/domain/foldedtext.h"
#include "models/domain/quotausage.h"
#include "models/domain/utc.h"
#include "samples.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/confirmdeleteprofilesdialog.h"
#include "ui/dialogs/confirmdeletesegmentsdialog.h"
#include "ui/dialogs/confirmemptysegmentdialog.h"
#include "ui/dialogs/confirmmergedialog.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/groupquestiondialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/proxylogindialog.h"
#include "ui/dialogs/renamestoredialog.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/dialogs/savesearchdialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/start/connectpage.h"
#include "ui/start/openingpage.h"
#include "ui/start/welcomepage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

Account account(const QString &name, const QString &hash)
{
    return {hash, name, QUrl(u"https://api.bigcommerce.com/stores/%1/v3"_s.arg(hash)),
            Account::Kind::Store};
}

ConnectPage::TestToken answering(const Result<TokenReport> &answer)
{
    return [answer](const QUrl &, const QByteArray &, QObject *context,
                    const Callback<TokenReport> &callback) {
        QTimer::singleShot(0, context, [answer, callback] { callback(answer); });
    };
}

ConnectPage *connectPage(const std::optional<Result<TokenReport>> &answer, const QString &keychain,
                         bool edit = false)
{
    auto *page = new ConnectPage(answering(answer.value_or(samples::report(true, true))));
    page->setKeychain(
        {keychain.isEmpty() ? Keychain::State::None : Keychain::State::Ready, keychain});
    if (!answer)
        return page;
    page->findChild<QLineEdit *>(u"storeName"_s)->setText(u"Nordlys Outdoor"_s);
    page->findChild<QLineEdit *>(u"apiPath"_s)
        ->setText(u"https://api.bigcommerce.com/stores/k3x9example/v3/"_s);
    page->findChild<QLineEdit *>(u"accessToken"_s)->setText(u"not-a-real-token-0123456789abc"_s);
    page->findChild<QPushButton *>(u"testConnection"_s)->click();
    if (edit)
        QTimer::singleShot(
            50, page, [page] { page->findChild<QLineEdit *>(u"accessToken"_s)->insert(u"x"_s); });
    return page;
}

/// A file as a shop's owner has it, in the import dialog; @p steps: how often Next is pressed.
ImportDialog *importing(int steps)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(u"summer-buyers.csv"_s);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("Kundennr.;E-Mail;Vorname;Umsatz 2026\n");
        for (int i = 0; i < 40; ++i) {
            const Customer customer = samples::customer(CustomerId(124'310 + i));
            file.write(
                u"%1;;%2;1.204,50\n"_s.arg(124'310 + i % 36).arg(customer.firstName).toUtf8());
        }
        file.write(";anna.kowalska.example;Anna;3\n1,23E+15;;Zoe;4\n;\"open;x;5\n99;;;\n");
        file.close();
    }
    ImportDialog::Steps all;
    all.names = samples::lookup();
    all.run = [](const Plan &, const QList<CustomerId> &, const Plan &) -> GroupRun * {
        return nullptr;
    };
    all.store.lookup = [](const PeopleKeys &keys, QObject *context,
                          const Callback<QList<Customer>> &callback) {
        QTimer::singleShot(0, context, [keys, callback] {
            QList<Customer> found;
            for (const CustomerId id : keys.ids) {
                Customer customer = samples::customer(id);
                if (toNumber(id) % 9 != 0)
                    customer.profileId = samples::profileOf(id);
                if (toNumber(id) > 1000)
                    found.append(customer);
            }
            callback(found);
        });
    };
    all.store.members = [](PageRequest, QObject *context,
                           const Callback<Page<ShopperProfile>> &callback) {
        QTimer::singleShot(0, context, [callback] {
            Page<ShopperProfile> page;
            for (const int id : {124'312, 124'317, 124'325}) {
                ShopperProfile profile;
                profile.id = samples::profileOf(CustomerId(id));
                profile.customerId = CustomerId(id);
                page.items.append(profile);
            }
            page.total = page.items.size();
            callback(page);
        });
    };
    ImportSpec what;
    what.fileName = path;
    what.segmentName = u"Summer sale: bought twice"_s;
    auto *dialog = new ImportDialog(what, all, {});
    for (int i = 0; i < steps; ++i)
        dialog->findChild<QPushButton *>(u"goButton"_s)->click();
    return dialog;
}

/// The same with a local copy and a file of names only, made by a program with another encoding.
ImportDialog *importingNames(int steps)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(u"kunden.csv"_s);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("Vorname;Nachname;Ort\n");
        for (int i = 0; i < 30; ++i) {
            const Customer customer = samples::customer(CustomerId(124'310 + i));
            file.write(
                (customer.firstName + u';' + customer.lastName + u";Z\u00fcrich\n"_s).toUtf8());
        }
        file.write("Ada;Nowhere;Bergen\nPetra;Zwilling;Bergen\n");
        if (steps == 0)
            file.write("\xD6mer;Y\xFCksel;Z\xFCrich\n");
        file.close();
    }
    ImportDialog::Steps all;
    all.names = samples::lookup();
    all.copy = [] {
        ImportDialog::Steps::Copy copy;
        copy.readAt = QDateTime::currentDateTimeUtc().addSecs(-26 * 60);
        copy.sources.everybody = [](const std::shared_ptr<PeopleFeed> &feed, QObject *context,
                                    const Callback<bool> &callback) {
            PeopleFeed::Piece piece;
            for (int i = 0; i < 13; ++i) {
                Customer customer = samples::customer(CustomerId(124'310 + i));
                if (i > 10) { // the samples have 11 names
                    customer.firstName = u"Petra"_s;
                    customer.lastName = u"Zwilling"_s;
                }
                const QByteArray name = foldedText(customer.fullName()).toUtf8();
                piece.people.push_back({124'310 + i, samples::profileOf(CustomerId(124'310 + i)), 0,
                                        quint32(name.size())});
                piece.texts += name;
            }
            feed->push(piece);
            feed->end();
            QTimer::singleShot(0, context, [callback] { callback(true); });
        };
        return std::optional(copy);
    };
    ImportSpec what;
    what.fileName = path;
    what.segmentName = u"Summer sale: bought twice"_s;
    auto *dialog = new ImportDialog(what, all, {});
    if (steps == 0) {
        auto *encoding = dialog->findChild<QComboBox *>(u"encoding"_s);
        encoding->setCurrentIndex(0);
        Q_EMIT encoding->activated(0);
    }
    for (int i = 0; i < steps; ++i)
        dialog->findChild<QPushButton *>(u"goButton"_s)->click();
    return dialog;
}

enum class Shown { Ready, OtherStore, Ticked, Loading, Failed, Damaged, Empty, Same };

RestoreDialog *restoring(Shown state)
{
    static const QTemporaryDir place;
    const QString folder = place.filePath(u"segments-%1/nordlys-segments"_s.arg(int(state)));
    const QList<samples::SampleSegment> kept{
        {u"VIP"_s, u"Bought for over 1000 a year"_s, 100'001, 100'240},
        {u"Lapsed 90 days"_s, u"No order in 90 days"_s, 100'100, 100'190},
        {u"Wholesale"_s, {}, 100'300, 100'333},
        {u"Newsletter: Müller & Söhne"_s, {}, 100'001, 100'020},
        {u"常连客"_s, u"Regulars"_s, 100'040, 100'046},
        {u"Summer sale"_s, {}, 0, -1}};
    QList<samples::SampleSegment> now{
        {u"VIP"_s, u"Bought for over 1000 a year"_s, 100'001, 100'230},
        {u"Lapsed 90 days"_s, u"Old words"_s, 100'130, 100'260},
        {u"Newsletter: Müller & Söhne"_s, {}, 100'001, 100'020},
        {u"Later"_s, {}, 0, -1},
        {u"Later still"_s, {}, 0, -1}};
    if (state == Shown::Same)
        now = {{u"Summer sale"_s, {}, 0, -1}};
    samples::writeBackup(folder,
                         state == Shown::Empty      ? QList<samples::SampleSegment>()
                             : state == Shown::Same ? kept.last(1)
                                                    : kept);
    if (state == Shown::Failed)
        QFile::remove(folder + u"/backup.json"_s);
    if (state == Shown::Damaged)
        samples::writeFile(folder + u"/segments.csv"_s,
                           "id,name,description,file\n,VIP,,members/vip.csv\n,\"Lapsed,,\n");
    const QString store = state == Shown::OtherStore ? u"p7q2example"_s : u"k3x9example"_s;
    RestoreDialog::Steps all{[now, store, state] {
        RestorePreview::Source source = samples::restoreSource(now, store);
        if (state == Shown::Loading)
            source.people = [](const PeopleKeys &, QObject *, const Callback<QList<Customer>> &) {};
        return source;
    }};
    all.names = samples::lookup();
    all.storeName = u"Nordlys Outdoor"_s;
    auto *dialog = new RestoreDialog(folder, all);
    if (state == Shown::Ticked) {
        QTimer::singleShot(150, dialog, [dialog] {
            for (const auto &name :
                 {u"restoreCreateProfiles"_s, u"restoreRemoveOthers"_s, u"restoreDeleteOthers"_s})
                dialog->findChild<QCheckBox *>(name)->setChecked(true);
        });
    }
    return dialog;
}

/// A store with a quota, some of it spent.
QuotaUsage traffic()
{
    QuotaUsage traffic;
    traffic.quota = 150;
    traffic.quotaLeft = 121;
    traffic.window = std::chrono::seconds(30);
    traffic.answerTime = std::chrono::milliseconds(200);
    return traffic;
}

AddPeopleDialog::Steps steps(const Plan &plan, const std::optional<ApiError> &failure = {},
                             bool hang = false)
{
    AddPeopleDialog::Steps steps;
    steps.resolve = [plan, failure, hang](const QStringList &, QObject *context,
                                          const Callback<Resolved> &callback,
                                          const Progress &progress) {
        if (hang) {
            progress(520, 1258);
            return;
        }
        QTimer::singleShot(0, context, [plan, failure, callback] {
            if (failure) {
                callback(tl::unexpected(*failure));
                return;
            }
            Resolved resolved;
            for (const PlanItem &item : plan.items)
                resolved.people.append(item.person());
            resolved.notFound = plan.notFoundTexts;
            resolved.duplicates = 3;
            callback(resolved);
        });
    };
    steps.plan = [plan](const QList<PersonRef> &, QObject *context, const Callback<Plan> &callback,
                        const Progress &) {
        QTimer::singleShot(0, context, [plan, callback] { callback(plan); });
    };
    steps.lookup = samples::lookup();
    return steps;
}

} // namespace

QList<Exhibit> exhibits(StoreApi &api)
{
    const QSize window(1440, 845);
    const QSize small(960, 560);
    const QString addresses = u"zoe.lindqvist@nordlys.example\n124310, 98114; 65912\n"_s;
    const auto segments =
        QList<Segment>{samples::segment(u"Summer sale: bought twice"_s, u"All who came back"_s)};
    QList<Exhibit> list;
    const auto add = [&list](const QString &name, const std::function<QWidget *()> &make,
                             const QSize &size = {}) {
        list.append({name, make, size});
    };

    const auto welcome = [](bool known) {
        return [known] {
            auto *page = new WelcomePage;
            page->setKeychain(
                {known ? Keychain::State::None : Keychain::State::Ready, u"Secret Service"_s});
            if (known)
                page->setAccounts({account(u"Nordlys Outdoor"_s, u"k3x9example"_s),
                                   account(u"Händler & Söhne"_s, u"a1b2c3"_s)});
            return page;
        };
    };
    add(u"welcome"_s, welcome(false), window);
    add(u"welcome-known"_s, welcome(true), window);
    add(u"welcome-small"_s, welcome(true), small);
    add(
        u"connect-empty"_s, [] { return connectPage({}, QString()); }, window);
    add(
        u"connect-readonly"_s,
        [] { return connectPage(samples::report(false, false), u"Secret Service"_s); }, window);
    add(
        u"connect-ok"_s,
        [] { return connectPage(samples::report(true, true), u"Secret Service"_s); }, window);
    add(
        u"connect-stale"_s,
        [] { return connectPage(samples::report(true, true), u"Secret Service"_s, true); }, window);
    add(
        u"connect-wrong"_s,
        [] {
            return connectPage(Result<TokenReport>(tl::unexpected(
                                   samples::error(ApiError::Kind::Unauthorized, 401))),
                               u"Secret Service"_s);
        },
        window);
    add(
        u"connect-small"_s, [] { return connectPage(samples::report(false, false), QString()); },
        small);
    add(
        u"connect-token"_s,
        [] {
            auto *page = new ConnectPage({});
            page->startForToken(
                account(u"Nordlys Outdoor"_s, u"k3x9example"_s),
                u"The store does not accept this token any more. Paste a new one."_s);
            return page;
        },
        window);
    add(
        u"opening"_s,
        [] {
            auto *page = new OpeningPage;
            page->showOpening({u"sandbox"_s, u"Sandbox store"_s, {}, Account::Kind::Sandbox},
                              u"Making 5,000 people"_s);
            page->setProgress(2100, 5000);
            return page;
        },
        small);
    add(
        u"opening-failed"_s,
        [] {
            auto *page = new OpeningPage;
            page->showFailed(account(u"Nordlys Outdoor"_s, u"k3x9example"_s),
                             words::errorWords(samples::error(ApiError::Kind::NoConnection),
                                               WhatFailed::OpenStore)
                                 .sentence());
            return page;
        },
        small);

    add(u"segment-new"_s, [] { return new SegmentDialog; });
    add(u"segment-taken"_s, [] {
        auto *dialog = new SegmentDialog;
        dialog->setNameTaken([](const QString &name) { return name == u"VIP"; });
        dialog->setName(u"VIP"_s);
        return dialog;
    });
    add(u"segment-error"_s, [segments] {
        auto *dialog = new SegmentDialog(segments.constFirst());
        dialog->setName(u"Winter sale"_s);
        dialog->storeRefused(samples::error(ApiError::Kind::Forbidden, 403));
        return dialog;
    });
    add(u"confirm-segment"_s,
        [segments] { return new ConfirmDeleteSegmentsDialog(segments, 2115); });
    add(u"confirm-segment-armed"_s, [segments] {
        auto *dialog = new ConfirmDeleteSegmentsDialog(segments, 2115);
        dialog->field()->setText(u"2,115"_s);
        return dialog;
    });
    add(u"confirm-segment-counting"_s, [segments] {
        return new ConfirmDeleteSegmentsDialog(segments, std::nullopt,
                                               [](QObject *, const Callback<qint64> &) {});
    });
    add(u"confirm-segments"_s, [] {
        QList<Segment> many;
        for (int i = 1; i <= 8; ++i)
            many.append(samples::segment(u"Test group %1"_s.arg(i)));
        return new ConfirmDeleteSegmentsDialog(many, 8211);
    });
    add(u"confirm-profiles"_s, [] { return new ConfirmDeleteProfilesDialog(488); });
    add(u"confirm-profile"_s,
        [] { return new ConfirmDeleteProfilesDialog(1, u"Zoë Lindqvist"_s); });
    add(u"confirm-empty"_s,
        [] { return new ConfirmEmptySegmentDialog(samples::segment(u"VIP"_s), 12'340); });
    add(u"confirm-empty-failed"_s, [] {
        return new ConfirmEmptySegmentDialog(
            samples::segment(u"A segment with a long name, as a shop gives it"_s), std::nullopt,
            [](QObject *context, const Callback<qint64> &callback) {
                QTimer::singleShot(0, context, [callback] {
                    callback(tl::unexpected(samples::error(ApiError::Kind::Timeout)));
                });
            });
    });
    const auto asking = [&add](const QString &name, GroupQuestion::Kind kind) {
        add(name, [kind] {
            GroupQuestion question;
            question.kind = kind;
            question.segment = samples::segment(u"Lapsed 90 days"_s);
            question.target = u"Summer sale: bought twice"_s;
            question.confirmed = 12'340;
            question.now = kind == GroupQuestion::Kind::CannotBeUndone ? -1 : 12'402;
            question.number = 62;
            return new GroupQuestionDialog(question);
        });
    };
    asking(u"question-number"_s, GroupQuestion::Kind::OtherNumber);
    asking(u"question-joined"_s, GroupQuestion::Kind::Joined);
    asking(u"question-not-carried"_s, GroupQuestion::Kind::NotCarried);
    asking(u"question-no-undo"_s, GroupQuestion::Kind::CannotBeUndone);
    add(u"confirm-merge"_s, [] {
        return new ConfirmMergeDialog(samples::segment(u"Lapsed 90 days"_s), u"VIP"_s,
                                      [](QObject *context, const Callback<qint64> &callback) {
                                          QTimer::singleShot(0, context,
                                                             [callback] { callback(4'981); });
                                      });
    });
    add(u"segment-duplicate"_s, [] {
        auto *dialog = new SegmentDialog;
        dialog->setOriginal(samples::segment(u"VIP"_s));
        dialog->setName(u"VIP copy"_s);
        return dialog;
    });
    add(u"details"_s, [] {
        return new ErrorDetailsDialog(samples::error(ApiError::Kind::Forbidden, 403),
                                      WhatFailed::ReadMembers);
    });

    add(u"create-typed"_s, [&api] {
        auto *scan = new WithoutProfileScan(api, qApp);
        auto *dialog = new CreateProfilesDialog(*scan);
        dialog->setText(u"124310\n98114, 65912\nabc\n124310\n1.2E+15; zoe@nordlys.example\n77\n"_s);
        return dialog;
    });
    add(u"create-empty"_s,
        [&api] { return new CreateProfilesDialog(*new WithoutProfileScan(api, qApp)); });
    add(u"create-pick"_s, [&api] {
        auto *dialog = new CreateProfilesDialog(*new WithoutProfileScan(api, qApp));
        dialog->showPage(CreateProfilesDialog::Page::Pick);
        return dialog;
    });
    const Plan adding = samples::plan(Operation::AddMembers, 1240, 16, 2);
    const Plan found =
        samples::plan(Operation::AddMembers, 1240, 16, 2, {u"nobody@example.com"_s, u"999999"_s});
    add(u"add-type"_s, [addresses, found] {
        auto *dialog = new AddPeopleDialog(u"Lapsed 90 days"_s, steps(found), traffic());
        dialog->findChild<QPlainTextEdit *>(u"peopleText"_s)->setPlainText(addresses);
        return dialog;
    });
    const auto looksUp = [addresses](const AddPeopleDialog::Steps &with) {
        return [addresses, with] {
            auto *dialog = new AddPeopleDialog(u"Lapsed 90 days"_s, with, traffic());
            dialog->check(addresses);
            return dialog;
        };
    };
    add(u"add-looking"_s, looksUp(steps(found, {}, true)));
    add(u"add-failed"_s, looksUp(steps(found, samples::error(ApiError::Kind::NoConnection))));
    add(u"add-plan"_s, looksUp(steps(found)));
    add(u"plan-add"_s, [adding] { return new PlanDialog(adding, samples::lookup(), traffic()); });
    add(
        u"plan-remove-small"_s,
        [] {
            return new PlanDialog(samples::plan(Operation::RemoveMembers, 700, 3, 0),
                                  samples::lookup(), {});
        },
        QSize(640, 440));
    const auto exporting = [](bool matrix) {
        ExportDialog::Choice selection{{}, u"The selected people"_s, 120, u"vip-selection.csv"_s};
        selection.spec.kind = ExportSpec::Kind::People;
        ExportDialog::Choice segment{{}, u"All members of “VIP”"_s, 12'340, u"vip.csv"_s};
        ExportDialog::Choice listed{{}, u"The list of segments"_s, 412, u"segments.csv"_s};
        listed.spec.kind = ExportSpec::Kind::Segments;
        ExportDialog::Choice all{
            {}, u"Who is in which segment, as a table"_s, -1, u"memberships.csv"_s};
        all.spec.kind = ExportSpec::Kind::Matrix;
        auto *dialog = new ExportDialog(
            matrix ? QList{all, listed} : QList{selection, segment, listed, all}, {});
        Person person;
        person.customerId = CustomerId(100'042);
        person.customer.firstName = u"Zoë"_s;
        person.customer.lastName = u"Lindqvist"_s;
        person.customer.email = u"zoe.lindqvist@example.org"_s;
        person.customer.company = u"Nordlys Outdoor, \"Nord\""_s;
        person.customer.dateCreated = QDateTime(QDate(2024, 3, 9), QTime(8, 30), utc);
        Segment vip{SegmentId(QUuid::createUuid()), u"VIP"_s, {}, {}, {}};
        Segment lapsed{SegmentId(QUuid::createUuid()), u"Lapsed 90 days"_s, {}, {}, {}};
        Segment gold{SegmentId(QUuid::createUuid()), u"Loyalty: Gold"_s, {}, {}, {}};
        person.customer.segmentIds = QList{vip.id, gold.id};
        Person other = person;
        other.customerId = CustomerId(100'043);
        other.customer.firstName = u"=SUM(1)"_s;
        other.customer.segmentIds = QList{lapsed.id};
        dialog->setSamples({person, other}, {lapsed, gold, vip});
        return dialog;
    };
    const QDateTime read(QDate::currentDate(), QTime(10, 42));
    add(u"export"_s, [exporting, read] {
        ExportDialog *dialog = exporting(false);
        dialog->setCopy(read, {});
        return dialog;
    });
    add(u"export-live"_s, [exporting] { return exporting(false); });
    add(u"export-matrix"_s, [exporting, read] {
        ExportDialog *dialog = exporting(true);
        dialog->setCopy(read, {});
        return dialog;
    });
    add(
        u"export-matrix-waits"_s,
        [exporting] {
            ExportDialog *dialog = exporting(true);
            dialog->setCopy(
                {}, u"Possible when the store has been read: 41,000 of 98,211 people so far."_s);
            return dialog;
        },
        QSize(640, 560));
    add(u"import-file"_s, [] { return importing(0); });
    add(u"import-columns"_s, [] { return importing(1); });
    add(u"import-check"_s, [] { return importing(2); });
    add(u"import-encoding"_s, [] { return importingNames(0); });
    add(u"import-names-columns"_s, [] { return importingNames(1); });
    add(u"import-names-check"_s, [] { return importingNames(2); });
    add(u"import-result"_s, [] {
        ImportDialog *dialog = importing(2);
        QTimer::singleShot(300, dialog,
                           [dialog] { dialog->findChild<QPushButton *>(u"goButton"_s)->click(); });
        return dialog;
    });
    add(
        u"import-check-small"_s, [] { return importing(2); }, QSize(760, 500));
    add(u"restore"_s, [] { return restoring(Shown::Ready); });
    add(
        u"restore-small"_s, [] { return restoring(Shown::Ticked); }, QSize(720, 560));
    add(u"restore-other-store"_s, [] { return restoring(Shown::OtherStore); });
    add(u"restore-ticked"_s, [] { return restoring(Shown::Ticked); });
    add(u"restore-same"_s, [] { return restoring(Shown::Same); });
    add(u"restore-loading"_s, [] { return restoring(Shown::Loading); });
    add(u"restore-failed"_s, [] { return restoring(Shown::Failed); });
    add(u"restore-damaged"_s, [] { return restoring(Shown::Damaged); });
    add(u"restore-empty"_s, [] { return restoring(Shown::Empty); });
    add(u"settings"_s, [] { return new SettingsDialog({}); });
    add(u"settings-network"_s, [] {
        SettingsDialog::Values values;
        values.network = NetworkState{{ProxyChoice::Kind::Http, ProxyChoice::Source::Environment,
                                       u"proxy.acme.example:3128"_s, u"https_proxy"_s},
                                      u"ann"_s,
                                      {{u"SSL_CERT_FILE"_s, u"/etc/acme/missing.pem"_s, 0}}};
        auto *dialog = new SettingsDialog(values);
        dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
        return dialog;
    });
    add(u"proxy-login"_s, [] {
        return new ProxyLoginDialog({u"proxy.acme.example:3128"_s, u"ACME guests"_s, false},
                                    {Keychain::State::Ready, u"Secret Service"_s});
    });
    add(u"proxy-login-refused"_s, [] { return new ProxyLoginDialog({u"acme:8"_s, {}, true}, {}); });
    add(u"rename-store"_s, [] {
        const QList<Account> all{account(u"Nordlys Outdoor"_s, u"k3x9example"_s),
                                 account(u"Händler & Söhne"_s, u"a1b2c3"_s)};
        return new RenameStoreDialog(all.first(), all);
    });
    add(u"save-search"_s, [] {
        return new SaveSearchDialog(u"Customer since: last 30 days, not in Wholesale"_s, 100,
                                    [](const QString &) { return false; });
    });
    add(u"about"_s, [] { return new AboutDialog(u"0.1.0"_s); });
    add(u"shortcuts"_s, [] {
        return new ShortcutsDialog(QList<ShortcutSection>{
            {u"File"_s, {{u"Ctrl+N"_s, u"New segment"_s}, {u"Ctrl+I"_s, u"Import a file"_s}}},
            {u"View"_s, {{u"F5"_s, u"Refresh from the store"_s}}}});
    });
    return list;
}

} // namespace segmentdesk
