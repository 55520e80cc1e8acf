// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store whose segments and customers have markup for names: on no page, in no dialog, menu or
// tooltip is it taken for markup.

#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/everycontrol.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/plaintips.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

QString hostile()
{
    return u"<img src=\"file:///nowhere/canary.png\"><b>bold</b> & <a href=\"x\">"_s;
}

/// Whether Qt would find our markup in what it shows as rich text.
bool isMarkup(const QString &text)
{
    if (!Qt::mightBeRichText(text) || !text.contains(u"canary"))
        return false;
    QTextDocument document;
    document.setHtml(text);
    return !document.toPlainText().contains(u"<img");
}

QString nameOf(const QWidget *widget)
{
    QString name = QString::fromLatin1(widget->metaObject()->className());
    if (!widget->objectName().isEmpty())
        name += u' ' + widget->objectName();
    return name;
}

/// Points at a place for long enough, and answers what is said there.
QString tipAt(QWidget *widget, const QPoint &where)
{
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, where, widget->mapToGlobal(where));
    QApplication::sendEvent(widget, &event);
    return QToolTip::isVisible() ? QToolTip::text() : QString();
}

class Inspector
{
public:
    QStringList problems;
    int tips = 0; ///< that were shown with a hostile name

    void look(const QString &where, QWidget *root)
    {
        QList<QWidget *> widgets = root->findChildren<QWidget *>();
        widgets.prepend(root);
        for (QWidget *widget : std::as_const(widgets)) {
            if (!widget->isVisible())
                continue;
            if (const auto *label = qobject_cast<QLabel *>(widget)) {
                const bool rich = label->textFormat() == Qt::RichText
                    || (label->textFormat() == Qt::AutoText && Qt::mightBeRichText(label->text()));
                if (rich && isMarkup(label->text()))
                    note(where, widget, label->text());
            }
            say(where, widget, widget->rect().center());
            if (const auto *menu = qobject_cast<QMenu *>(widget)) {
                const QList<QAction *> actions = menu->actions();
                for (QAction *action : actions)
                    say(where, widget, menu->actionGeometry(action).center());
            }
            if (auto *header = qobject_cast<QHeaderView *>(widget)) {
                for (int section = 0; section < header->count(); ++section)
                    say(where, header->viewport(),
                        QPoint(header->sectionViewportPosition(section) + 5, 5));
            } else if (auto *view = qobject_cast<QAbstractItemView *>(widget);
                       view && view->model()) {
                look(where, view);
            }
        }
    }

private:
    void look(const QString &where, QAbstractItemView *view)
    {
        const int rows = std::min(view->model()->rowCount(view->rootIndex()), 12);
        const int columns = view->model()->columnCount(view->rootIndex());
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const QModelIndex index = view->model()->index(row, column, view->rootIndex());
                const QRect rect = view->visualRect(index);
                if (rect.isValid() && view->viewport()->rect().contains(rect.center()))
                    say(where, view->viewport(), rect.center());
            }
        }
    }

    void say(const QString &where, QWidget *widget, const QPoint &point)
    {
        const QString tip = tipAt(widget, point);
        if (tip.contains(u"canary"))
            ++tips;
        if (isMarkup(tip))
            note(where, widget, u"tooltip "_s + tip);
    }

    void note(const QString &where, const QWidget *widget, const QString &text)
    {
        const QString problem = where + u": "_s + nameOf(widget) + u": "_s + text.left(120);
        if (!problems.contains(problem) && problems.size() < 40)
            problems.append(problem);
    }
};

} // namespace

class TestHostileNames : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    sandbox::Options options() const
    {
        sandbox::Options options;
        options.customers = 60;
        options.segments = 4;
        options.databaseFile = m_folder.filePath(u"sandbox.db"_s);
        return options;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        DeskStyle::install(*qApp);
        {
            sandbox::SandboxStore store(options());
            QString error;
            QVERIFY2(store.startAndWait(&error), qPrintable(error));
        }
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"by hand"_s);
            database.setDatabaseName(options().databaseFile);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.prepare(u"UPDATE segments SET name = ? || seq, description = ?"_s));
            query.addBindValue(hostile());
            query.addBindValue(hostile());
            QVERIFY(query.exec());
            QVERIFY(query.prepare(
                u"UPDATE customers SET first_name = ?, last_name = ?, company = ?"_s));
            for (int i = 0; i < 3; ++i)
                query.addBindValue(hostile());
            QVERIFY(query.exec());
        }
        QSqlDatabase::removeDatabase(u"by hand"_s);
    }

    void plainStaysPlain_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "Tom & Jerry", "a < b", "<b>x</b>", "&lt;", "two\nlines"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("hostile") << hostile();
    }

    void plainStaysPlain()
    {
        QFETCH(QString, text);
        QTextDocument document;
        document.setHtml(plainAsRich(text));
        QCOMPARE(document.toPlainText(), text);
        // And it is taken for rich text, so that nothing of it is shown as an entity.
        QVERIFY(text.isEmpty() || Qt::mightBeRichText(plainAsRich(text)));
    }

    void nothingIsMarkup()
    {
        WindowFixture fixture(options());
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        StoreView &view = fixture.view();
        QTRY_VERIFY(view.sources().isComplete()
                    && view.segments().state() == SegmentListModel::State::Ready);
        const auto segment = [&view](int row) {
            return view.segments().index(row).data(SegmentListModel::IdRole).value<SegmentId>();
        };
        // Something to undo, for the titles of changes.
        const Segment changed = *view.segments().segment(segment(2));
        SegmentUpdate update;
        update.id = changed.id;
        update.description = u"other"_s;
        Job *job = fixture.session().run(Planner::planUpdateSegment(changed, update));
        QTRY_COMPARE(job->state(), Job::State::Ended);

        Inspector inspector;
        const std::pair<QString, std::function<void()>> pages[] = {
            {u"all profiles"_s, [&] { view.open(PeopleListKey::allProfiles()); }},
            {u"segment"_s, [&] { view.open(PeopleListKey::of(segment(0))); }},
            {u"selection"_s,
             [&] {
                 for (int row : {0, 1, 2})
                     view.page()->table()->toggleRow(row);
             }},
            {u"without profile"_s, [&] { view.open(PeopleListKey::withoutProfile()); }},
            {u"compare"_s,
             [&] {
                 view.compare({segment(0), segment(1)});
             }},
            {u"history"_s, [&] { view.setHistoryOpen(true); }},
        };
        for (const auto &[name, go] : pages) {
            QVERIFY(closeAllOver(&fixture.window()));
            go();
            QTRY_VERIFY(view.page()->model()->state() != PagedTableModelBase::State::Loading);
            settle();
            inspector.look(name, &fixture.window());
            const QList<Control> controls = controlsOf(&fixture.window());
            for (const Control &control : controls) {
                if (!closeAllOver(&fixture.window()))
                    break;
                control.press();
                settle();
                if (QWidget *over = topmostOver(&fixture.window()))
                    inspector.look(name + u" > "_s + control.name, over);
            }
            fixture.window().show();
            fixture.window().showStore(fixture.session());
        }
        for (const QString &problem : std::as_const(inspector.problems))
            qInfo("%s", qPrintable(problem));
        QCOMPARE(inspector.problems, QStringList());
        QVERIFY2(inspector.tips > 20, qPrintable(QString::number(inspector.tips)));
    }
};

QTEST_MAIN(TestHostileNames)
#include "tst_hostilenames.moc"
