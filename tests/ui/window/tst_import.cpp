// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The import dialog in the real window, against the sandbox.

#include "models/api/storeapi.h"
#include "models/changes/history.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/session/mirrorupdater.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/support/testfile.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/importtablemodel.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/typedconfirm.h"
#include "ui/people/peoplepage.h"
#include "ui/window/placeactions.h"
#include "ui/window/storeview.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// The window with a segment open, and all customers of its store.
struct StoreFixture
{
    bool open(bool withCopy = false)
    {
        fixture.keepsCopy = withCopy;
        if (!fixture.open() || !QTest::qWaitFor([this] {
                return fixture.view().segments().state() == SegmentListModel::State::Ready;
            }))
            return false;
        segment = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(PeopleListKey::of(segment));
        CustomerQuery query;
        query.includeProfiles = true;
        fixture.session().interactive().listCustomers(query, &context,
                                                      [this](const Result<Page<Customer>> &page) {
                                                          if (page)
                                                              customers = page->items;
                                                      });
        return QTest::qWaitFor([this] { return !customers.isEmpty() && total() > 0; })
            && (!withCopy || QTest::qWaitFor([this] {
                   return fixture.session().mirror()->state() == Mirror::State::Complete;
               }));
    }

    qint64 total() { return fixture.view().page()->model()->total(); }

    QString write(const QByteArray &bytes)
    {
        QFile file(fixture.filePath(u"people.csv"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }

    /// Opens the dialog and continues to what was found. Null: it does not get there.
    ImportDialog *check(const QByteArray &bytes)
    {
        fixture.view().placeActions().importFile(write(bytes));
        auto *dialog = fixture.dialog<ImportDialog>();
        return dialog && found(dialog) ? dialog : nullptr;
    }

    static bool found(ImportDialog *dialog)
    {
        auto *go = dialog->findChild<QPushButton *>(u"goButton"_s);
        while (go->text() != u"Check"_s)
            go->click();
        go->click();
        return checked(dialog);
    }
    static bool checked(ImportDialog *dialog)
    {
        return QTest::qWaitFor(
            [dialog] { return dialog->findChild<QWidget *>(u"saveResult"_s)->isVisible(); });
    }

    static qint64 tile(ImportDialog *dialog, ImportStatus status)
    {
        const auto *tile = dialog->findChild<TileButton *>(u"tile%1"_s.arg(int(status)));
        return tile ? tile->count() : 0;
    }

    WindowFixture fixture;
    SegmentId segment;
    QList<Customer> customers;
    QObject context;
};

QPushButton *button(ImportDialog *dialog, const QString &name)
{
    return dialog->findChild<QPushButton *>(name);
}

QByteArray idsFile(const QList<Customer> &customers)
{
    QByteArray bytes("Customer ID\n");
    for (const Customer &customer : customers)
        bytes += QByteArray::number(toNumber(customer.id)) + '\n';
    return bytes;
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItUnderstood()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        const QByteArray mail = desk.customers.first().email.toUtf8();
        desk.fixture.view().placeActions().importFile(desk.write(
            "Customer report\n2026-11-01\n\nCustomer ID,First Name,Email,Accepts Email Marketing,"
            "Default Address Company,Default Address Zip,Total Orders\n72104483,a,"
            + mail + ",yes,,1,1\n"));
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        auto *line = dialog->findChild<QSpinBox *>(u"headerLine"_s);
        QCOMPARE(line->value(), 4);
        line->setValue(3); // an empty line is passed over
        QCOMPARE(line->value(), 2);
        line->setValue(4);
        button(dialog, u"goButton"_s)->click();
        QCOMPARE(dialog->findChild<QLabel *>(u"understood"_s)->text(),
                 u"Looks like an export of Shopify"_s);
        const QString details = dialog->findChild<QLabel *>(u"understoodDetails"_s)->text();
        QVERIFY(details.contains(u"“Email”") && details.contains(u"“Customer ID”"));
        QCOMPARE(dialog->findChild<QComboBox *>(u"role2"_s)->currentText(), u"Match by e-mail"_s);
        auto *preset = dialog->findChild<QComboBox *>(u"preset"_s);
        preset->setCurrentIndex(0);
        Q_EMIT preset->activated(0);
        QCOMPARE(dialog->findChild<QComboBox *>(u"role0"_s)->currentText(),
                 u"Match by customer ID"_s);
    }

    void asksWhichColumn()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        desk.fixture.view().placeActions().importFile(
            desk.write("Account manager,Buyer\nm@x.example,a@x.example\n"));
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        auto *go = button(dialog, u"goButton"_s);
        go->click();
        QCOMPARE(dialog->findChild<QLabel *>(u"understood"_s)->text(), u"Which column is it?"_s);
        QVERIFY(dialog->findChild<QLabel *>(u"understoodDetails"_s)->text().contains(u"“Buyer”"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // presses nothing
        QVERIFY(!go->isEnabled() && dialog->isVisible());
        auto *role = dialog->findChild<QComboBox *>(u"role1"_s);
        role->setCurrentIndex(role->findText(u"Match by e-mail"_s));
        QVERIFY(go->isEnabled());
    }

    void triesTheFirstTenThenAsks()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        const qint64 members = desk.total();
        ImportDialog *dialog = desk.check(idsFile(desk.customers));
        QVERIFY(dialog);
        const qint64 adding = StoreFixture::tile(dialog, ImportStatus::WillChange);
        QVERIFY(adding > ImportDialog::tried * 2);
        auto *go = button(dialog, u"goButton"_s);
        auto *tries = dialog->findChild<QCheckBox *>(u"tryFirst"_s);
        tries->click();
        // Some of the ten may have no profile: they are left alone.
        const qint64 first = go->text().remove(u"Add "_s).section(u' ', 0, 0).toLongLong();
        QVERIFY(first > 0 && first <= ImportDialog::tried);
        go->click();
        QTRY_COMPARE(desk.total(), members + first);
        QTRY_VERIFY(go->text().startsWith(u"Continue: add %1 "_s.arg(adding - first)));
        go->click();
        QTRY_COMPARE(desk.total(), members + adding);
        QTRY_COMPARE(go->text(), u"Close"_s);
        QVERIFY(dialog->findChild<QLabel *>(u"resultText"_s)
                    ->text()
                    .startsWith(QLocale().toString(adding)));
    }

    void createsProfilesThatAreMissing()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        const qint64 members = desk.total();
        ImportDialog *dialog = desk.check(idsFile(desk.customers));
        QVERIFY(dialog);
        const qint64 adding = StoreFixture::tile(dialog, ImportStatus::WillChange);
        const qint64 without = StoreFixture::tile(dialog, ImportStatus::NoProfile);
        QVERIFY(without > 0);
        auto *create = dialog->findChild<QCheckBox *>(u"createProfiles"_s);
        QVERIFY(create->isVisible() && !create->isChecked());
        create->click();
        auto *go = button(dialog, u"goButton"_s);
        QCOMPARE(go->text(), u"Add %1 people"_s.arg(QLocale().toString(adding + without)));
        go->click();
        QTRY_COMPARE(desk.total(), members + adding + without);
        QTRY_COMPARE(go->text(), u"Close"_s);

        desk.fixture.nextFile = desk.fixture.filePath(u"result.csv"_s);
        // "Close" stands there while it runs, too.
        QTRY_VERIFY(button(dialog, u"saveResult"_s)->isVisible());
        button(dialog, u"saveResult"_s)->click();
        QTRY_COMPARE(test::readFile(desk.fixture.nextFile).count(",changed,"), adding + without);
        // All of it is one undo.
        QTRY_VERIFY(desk.fixture.session().history().canUndo());
        desk.fixture.session().history().undo();
        QTRY_COMPARE(desk.total(), members);
    }

    void looksInTheCopyOrInTheStore()
    {
        StoreFixture desk;
        QVERIFY(desk.open(true));
        QVERIFY(QTest::qWaitFor([&desk] { return !desk.fixture.session().mirrorUpdater().job(); }));
        QVERIFY(
            QTest::qWaitFor([&desk] { return desk.fixture.store().statistics().inFlight == 0; }));
        ImportDialog *dialog = desk.check(idsFile(desk.customers.first(60)));
        QVERIFY(dialog);
        auto *where = dialog->findChild<QLabel *>(u"lookedUpIn"_s);
        QVERIFY2(where->text().startsWith(u"Looked up in the local copy, read"_s),
                 qPrintable(where->text()));
        const qint64 adding = StoreFixture::tile(dialog, ImportStatus::WillChange);
        const qint64 without = StoreFixture::tile(dialog, ImportStatus::NoProfile);
        auto *other = button(dialog, u"checkElsewhere"_s);
        QVERIFY(other->isVisible());
        desk.fixture.store().resetStatistics();
        other->click();
        QVERIFY(StoreFixture::checked(dialog));
        QCOMPARE(where->text(), u"Looked up in the store just now."_s);
        QVERIFY(desk.fixture.store().statistics().requests > 0);
        QCOMPARE(StoreFixture::tile(dialog, ImportStatus::WillChange), adding);
        QCOMPARE(StoreFixture::tile(dialog, ImportStatus::NoProfile), without);
        // And back.
        QCOMPARE(other->text(), u"Check against the local copy"_s);
        other->click();
        QVERIFY(StoreFixture::checked(dialog));
        QVERIFY(where->text().startsWith(u"Looked up in the local copy"_s));
    }

    void namesAreTheLastResort()
    {
        StoreFixture desk;
        QVERIFY(desk.open(true));
        QHash<QString, int> names;
        for (const Customer &customer : desk.customers)
            ++names[customer.fullName()];
        QByteArray bytes("First name;Last name\n");
        for (const Customer &customer : desk.customers)
            bytes += customer.firstName.toUtf8() + ';' + customer.lastName.toUtf8() + '\n';
        ImportDialog *dialog = desk.check(bytes);
        QVERIFY(dialog);
        const qint64 byName = StoreFixture::tile(dialog, ImportStatus::ByName);
        QVERIFY(byName > 0);
        QCOMPARE(StoreFixture::tile(dialog, ImportStatus::WillChange), 0);
        auto *go = button(dialog, u"goButton"_s);
        QVERIFY(!go->isEnabled());
        auto *also = dialog->findChild<QCheckBox *>(u"byName"_s);
        QVERIFY(also->isVisible() && !also->isChecked());
        also->click();
        QVERIFY(go->isEnabled());
        QCOMPARE(go->text(), u"Add %1 people"_s.arg(QLocale().toString(byName)));
    }

    /// A row that may mean several people says who they are, and what sets them apart.
    void whoMayBeMeantIsNamed()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        const auto nameOf = [](const Customer &customer) -> QString {
            return customer.fullName().isEmpty() ? customer.email : customer.fullName();
        };
        // Two of other names, and two of the same.
        std::optional<Customer> one;
        std::optional<Customer> other;
        QHash<QString, Customer> byName;
        std::optional<std::pair<Customer, Customer>> namesakes;
        for (const Customer &customer : std::as_const(desk.customers)) {
            const QString name = customer.fullName();
            if (name.isEmpty() || customer.email.isEmpty())
                continue;
            if (!one)
                one = customer;
            else if (!other && name != one->fullName())
                other = customer;
            if (byName.contains(name) && !namesakes)
                namesakes = {byName.value(name), customer};
            byName.insert(name, customer);
        }
        QVERIFY(one && other && namesakes);
        const auto row = [](const Customer &id, const Customer &email) -> QByteArray {
            return QByteArray::number(toNumber(id.id)) + ';' + email.email.toUtf8() + '\n';
        };
        ImportDialog *dialog = desk.check("Customer ID;E-mail\n" + row(*one, *other)
                                          + row(namesakes->first, namesakes->second));
        QVERIFY(dialog);
        QCOMPARE(StoreFixture::tile(dialog, ImportStatus::Ambiguous), 2);
        const auto *model = dialog->findChild<ImportTableModel *>();
        QVERIFY(model);
        const auto says = [model](int number, const QStringList &names) -> bool {
            // In the order of the columns or of the numbers.
            const QString text =
                model->index(number, int(ImportTableModel::Column::Person)).data().toString();
            return text == u"2 people: "_s + names.join(u", "_s)
                || text == u"2 people: %1, %2"_s.arg(names.at(1), names.at(0));
        };
        QTRY_VERIFY(says(0, {nameOf(*one), nameOf(*other)}));
        QTRY_VERIFY(says(1, {namesakes->first.email, namesakes->second.email}));
        const QModelIndex who = model->index(1, int(ImportTableModel::Column::Person));
        const QString all = who.data(Qt::ToolTipRole).toString();
        for (const Customer &customer : {namesakes->first, namesakes->second}) {
            const QString line =
                u"%1, %2, %3"_s.arg(customer.fullName(), customer.email).arg(toNumber(customer.id));
            QVERIFY2(all.split(u'\n').contains(line), qPrintable(all));
        }
        const QModelIndex found = model->index(0, int(ImportTableModel::Column::Found));
        QCOMPARE(found.data(Qt::ToolTipRole).toString(),
                 u"The columns of this row are not of one person."_s);
    }

    void namesNeedTheCopy()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        desk.fixture.view().placeActions().importFile(desk.write("Name;City\nZoë Keks;Bergen\n"));
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        auto *go = button(dialog, u"goButton"_s);
        go->click();
        QCOMPARE(dialog->findChild<QComboBox *>(u"role0"_s)->currentText(), u"Match by name"_s);
        QVERIFY(!go->isEnabled());
    }

    void pastedColumnsAreAFile()
    {
        // A folder for temporary files that no other test writes into.
        const QTemporaryDir temporary;
        const QByteArray usual = qgetenv("TMPDIR");
        qputenv("TMPDIR", QFile::encodeName(temporary.path()));
        const auto restore = qScopeGuard(
            [usual] { usual.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", usual); });
        StoreFixture desk;
        QVERIFY(desk.open());
        const qint64 members = desk.total();
        QString text = u"City\tCustomer\n"_s;
        for (const Customer &customer : std::as_const(desk.customers))
            text += u"Bergen\t%1\n"_s.arg(toNumber(customer.id));
        QApplication::clipboard()->setText(text);
        desk.fixture.view().placeActions().paste();
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QComboBox *>(u"delimiter"_s)->currentText(), u"Tab"_s);
        QVERIFY(!dialog->findChild<QComboBox *>(u"encoding"_s)->isVisible());
        QVERIFY(StoreFixture::found(dialog));
        const qint64 adding = StoreFixture::tile(dialog, ImportStatus::WillChange);
        QVERIFY(adding > 0);
        // No person's data is left in a file.
        QCOMPARE(QDir::tempPath(), temporary.path());
        QCOMPARE(QDir(temporary.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
        button(dialog, u"goButton"_s)->click();
        QTRY_COMPARE(desk.total(), members + adding);
    }

    void aListIsNoFile()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        QApplication::clipboard()->setText(desk.customers[0].email + u", "_s
                                           + desk.customers[1].email);
        desk.fixture.view().placeActions().paste();
        QVERIFY(!desk.fixture.dialog<ImportDialog>());
        auto *dialog = desk.fixture.dialog<AddPeopleDialog>();
        QVERIFY(dialog);
        dialog->reject();
        // A table that is pasted into the dialog continues as an import.
        QTRY_VERIFY(!desk.fixture.dialog<AddPeopleDialog>());
        desk.fixture.view().commands().members().addPeople(desk.segment);
        dialog = desk.fixture.dialog<AddPeopleDialog>();
        QVERIFY(dialog);
        QApplication::clipboard()->setText(
            u"Zoë\t%1\nAnna\t17\n"_s.arg(toNumber(desk.customers[0].id)));
        dialog->findChild<QPlainTextEdit *>(u"peopleText"_s)->paste();
        QTRY_VERIFY(!desk.fixture.dialog<AddPeopleDialog>());
        QVERIFY(desk.fixture.dialog<ImportDialog>());
    }

    void suggestsTheOtherEncoding()
    {
        StoreFixture desk;
        QVERIFY(desk.open());
        const QByteArray row = "K\xF6nig;" + desk.customers[0].email.toUtf8() + '\n';
        desk.fixture.view().placeActions().importFile(desk.write("Name;E-mail\n" + row));
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        auto *hint = dialog->findChild<QWidget *>(u"encodingHint"_s);
        auto *encoding = dialog->findChild<QComboBox *>(u"encoding"_s);
        QVERIFY(!hint->isVisible()); // it was recognised
        const QString right = encoding->currentText();
        encoding->setCurrentIndex(0);
        Q_EMIT encoding->activated(0);
        QVERIFY(hint->isVisible());
        button(dialog, u"useEncoding"_s)->click();
        QVERIFY(!hint->isVisible());
        QCOMPARE(encoding->currentText(), right);
        dialog->reject();
        QTRY_VERIFY(!desk.fixture.dialog<ImportDialog>());

        // Letters that come too late to be seen at first are met by the check.
        QByteArray bytes("Name;E-mail\n");
        while (bytes.size() < 2 * dialectHeadSize)
            bytes += "Koenig;" + desk.customers[0].email.toUtf8() + '\n';
        bytes += "Koenig;k\xF6nig@example.com\n"; // a cell that a person is matched by
        dialog = desk.check(bytes);
        QVERIFY(dialog);
        QCOMPARE(StoreFixture::tile(dialog, ImportStatus::Unreadable), 1);
        hint = dialog->findChild<QWidget *>(u"encodingHint"_s);
        QVERIFY(hint->isVisible());
        button(dialog, u"useEncoding"_s)->click();
        QVERIFY(StoreFixture::checked(dialog));
        QCOMPARE(StoreFixture::tile(dialog, ImportStatus::Unreadable), 0);
        QVERIFY(!hint->isVisible());
    }

    void importsAFile()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        const qint64 members = fixture.view().page()->model()->total();

        QList<Customer> customers;
        QObject context;
        CustomerQuery query;
        query.includeProfiles = true;
        fixture.session().interactive().listCustomers(
            query, &context, [&customers](const Result<Page<Customer>> &page) {
                if (page)
                    customers = page->items;
            });
        QTRY_VERIFY(!customers.isEmpty());
        QFile file(fixture.filePath(u"buyers.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray bytes("Kundennr.;E-Mail;Umsatz\n");
        for (const Customer &customer : std::as_const(customers))
            bytes += ';' + customer.email.toUtf8() + ";1.204,50\n";
        bytes += ";nobody@nowhere.example;1\n;;2\n;\"open;3\n1,23E+15;;4\n";
        file.write(bytes);
        file.close();

        fixture.nextFile = file.fileName();
        QTest::mouseClick(fixture.find<QPushButton>(u"importButton"_s), Qt::LeftButton);
        QTRY_VERIFY(fixture.dialog<ImportDialog>());
        auto *dialog = fixture.dialog<ImportDialog>();
        auto *go = dialog->findChild<QPushButton *>(u"goButton"_s);
        QCOMPARE(dialog->findChild<QComboBox *>(u"delimiter"_s)->currentText(), u"Semicolon"_s);
        QVERIFY(dialog->findChild<QCheckBox *>(u"header"_s)->isChecked());
        go->click();
        QCOMPARE(dialog->findChild<QComboBox *>(u"role1"_s)->currentText(), u"Match by e-mail"_s);
        fixture.store().resetStatistics();
        go->click();
        const auto tile = [dialog](ImportStatus status) {
            return dialog->findChild<TileButton *>(u"tile%1"_s.arg(int(status)));
        };
        QTRY_VERIFY(tile(ImportStatus::WillChange));
        const qint64 adding = tile(ImportStatus::WillChange)->count();
        QVERIFY(adding > 0);
        QCOMPARE(tile(ImportStatus::NoSuchCustomer)->count(), 1);
        QCOMPARE(tile(ImportStatus::Unreadable)->count(), 1);
        QCOMPARE(tile(ImportStatus::NamesNoOne)->count(), 1);
        QCOMPARE(tile(ImportStatus::Damaged)->count(), 1);
        // A tile opens its rows.
        tile(ImportStatus::Unreadable)->click();
        auto *table = dialog->findChild<TableView *>(u"importTable"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(),
                 QString::number(customers.size() + 4));
        QCOMPARE(table->model()->index(0, 4).data().toString(), u"A quote is not closed"_s);
        QVERIFY(fixture.view().page()->model()->total() == members);

        go->click();
        auto *result = dialog->findChild<QLabel *>(u"resultText"_s);
        QTRY_VERIFY(result->text().startsWith(QLocale().toString(adding)));
        QTRY_COMPARE(fixture.view().page()->model()->total(), members + adding);

        fixture.nextFile = fixture.filePath(u"result.csv"_s);
        QTRY_VERIFY(button(dialog, u"saveResult"_s)->isVisible());
        button(dialog, u"saveResult"_s)->click();
        QTRY_VERIFY(QFile::exists(fixture.nextFile));
        const QByteArray lines = test::readFile(fixture.nextFile);
        QVERIFY(lines.contains("Kundennr.;E-Mail;Umsatz;Status;Reason\r\n"));
        QCOMPARE(lines.count(";changed;"), adding);

        // Columns are remembered for files with this header, and a file that is dropped anywhere is
        // imported.
        go->click();
        QTRY_VERIFY(!fixture.dialog<ImportDialog>());
        const auto drop = [&fixture, &file] {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file.fileName())});
            QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&fixture.view(), &enter);
            QDropEvent event({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&fixture.view(), &event);
            return fixture.dialog<ImportDialog>();
        };
        dialog = drop();
        QVERIFY(dialog);
        auto *role = dialog->findChild<QComboBox *>(u"role0"_s);
        QCOMPARE(role->currentText(), u"Match by customer ID"_s);
        role->setCurrentText(u"Not used"_s);
        go = dialog->findChild<QPushButton *>(u"goButton"_s);
        go->click();
        go->click();
        dialog->reject();
        QTRY_VERIFY(!fixture.dialog<ImportDialog>());
        dialog = drop();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QComboBox *>(u"role0"_s)->currentText(), u"Not used"_s);
        QCOMPARE(dialog->findChild<QComboBox *>(u"role1"_s)->currentText(), u"Match by e-mail"_s);
    }

    void makingASegmentEqualAsksForTheNumber()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        const qint64 members = fixture.view().page()->model()->total();
        std::optional<Page<ShopperProfile>> page;
        QObject context;
        fixture.session().interactive().listMembers(
            id, {1, 1}, &context, [&page](const Result<Page<ShopperProfile>> &answer) {
                if (answer)
                    page = *answer;
            });
        QTRY_VERIFY(page);
        QFile file(fixture.filePath(u"one.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Customer ID\n" + QByteArray::number(toNumber(page->items.first().customerId))
                   + "\n");
        file.close();
        fixture.view().placeActions().importFile(file.fileName());
        auto *dialog = fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        auto *go = dialog->findChild<QPushButton *>(u"goButton"_s);
        go->click();
        dialog->findChild<QAbstractButton *>(u"modeEqual"_s)->click();
        go->click();
        QTRY_VERIFY(go->isEnabled());
        go->click();
        QTRY_VERIFY(fixture.dialog<TypedConfirm>());
        auto *confirm = fixture.dialog<TypedConfirm>();
        QVERIFY(!confirm->dangerButton()->isEnabled());
        QCOMPARE(fixture.session().jobs().jobs().size(), 0);
        confirm->field()->setText(QString::number(members - 1));
        confirm->dangerButton()->click();
        QTRY_COMPARE(fixture.view().page()->model()->total(), 1);
    }
};

QTEST_MAIN(TestImport)

#include "tst_import.moc"
