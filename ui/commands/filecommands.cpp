// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/filecommands.h"

#include "models/changes/grouprun.h"
#include "models/domain/background.h"
#include "models/export/exportjob.h"
#include "models/mirror/mirror.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/settings/settings.h"
#include "models/sources/storesources.h"
#include "models/system/outputfile.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/commandcontext.h"
#include "ui/commands/csvname.h"
#include "ui/commands/preparation.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/people/peoplesources.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPointer>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Addresses that one copy puts on the clipboard at most.
constexpr qint64 maxCopied = 10'000;

} // namespace

FileCommands::FileCommands(CommandContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{
}

bool FileCommands::hasCopy() const
{
    return m_context.sources() && m_context.sources()->isComplete() && m_context.session().mirror();
}

ExportDialog::Choice FileCommands::segmentsChoice() const
{
    ExportDialog::Choice choice;
    choice.spec.kind = ExportSpec::Kind::Segments;
    choice.spec.segmentName = tr("the list of segments");
    choice.words = tr("The list of segments");
    choice.rows = m_context.segments().rowCount();
    choice.fileName = csvNameFor(tr("Segments"));
    return choice;
}

ExportDialog::Choice FileCommands::matrixChoice() const
{
    ExportDialog::Choice choice;
    choice.spec.kind = ExportSpec::Kind::Matrix;
    choice.spec.segmentName = tr("who is in which segment");
    choice.words = tr("Who is in which segment, as a table");
    choice.fileName = csvNameFor(tr("Memberships"));
    return choice;
}

void FileCommands::exportPeople(const PeopleListKey &place, const PeopleSelection &selection,
                                const ShownList &shown)
{
    QList<ExportDialog::Choice> choices;
    const bool isPart = place.kind == PeopleListKey::Kind::Search || !place.filter.isEmpty();
    if (!selection.isEmpty()) {
        ExportDialog::Choice selected;
        selected.spec.kind = ExportSpec::Kind::People;
        selected.spec.segmentName = selection.placeName;
        selected.words = selection.count == selection.total
            ? tr("All of %1").arg(selection.placeName)
            : tr("The selected people");
        selected.rows = selection.count;
        selected.fileName = csvNameFor(tr("%1 selected").arg(selection.placeName));
        choices.append(selected);
    }
    if (isPart && hasCopy() && (selection.isEmpty() || selection.count < selection.total)) {
        ExportDialog::Choice found;
        found.spec.kind = ExportSpec::Kind::Search;
        found.spec.query.filter = place.wholeFilter();
        found.spec.segmentName = selection.placeName;
        found.words = tr("All of %1").arg(selection.placeName);
        found.rows = selection.total;
        found.fileName = csvNameFor(selection.placeName);
        choices.append(found);
    }
    ExportDialog::Choice whole;
    switch (place.kind) {
    case PeopleListKey::Kind::Segment:
        whole.spec.kind = ExportSpec::Kind::Members;
        whole.spec.segmentId = place.segment;
        whole.spec.segmentName = m_context.nameOf(place.segment);
        whole.words = tr("All members of %1").arg(words::quoted(m_context.nameOf(place.segment)));
        whole.fileName = csvNameFor(m_context.nameOf(place.segment));
        break;
    case PeopleListKey::Kind::WithoutProfile:
        whole.spec.kind = ExportSpec::Kind::WithoutProfile;
        whole.words = tr("All customers without a profile");
        whole.fileName = csvNameFor(tr("Without profile"));
        break;
    case PeopleListKey::Kind::AllProfiles:
    case PeopleListKey::Kind::Search:
        whole.spec.kind = ExportSpec::Kind::AllProfiles;
        whole.words = tr("All profiles of the store");
        whole.fileName = csvNameFor(tr("All profiles"));
        break;
    }
    if (!isPart)
        whole.rows = selection.total;
    choices.append(whole);
    if (place.kind != PeopleListKey::Kind::Segment) {
        ExportDialog::Choice people;
        people.spec.kind = ExportSpec::Kind::AllPeople;
        people.words = tr("All people, with and without a profile");
        people.fileName = csvNameFor(tr("All people"));
        choices.append(people);
    }
    choices.append(segmentsChoice());
    choices.append(matrixChoice());
    showExport(choices, selection, shown);
}

void FileCommands::exportSegments()
{
    showExport({segmentsChoice(), matrixChoice()}, {}, {});
}

void FileCommands::exportMatrix(const ShownList &shown)
{
    showExport({matrixChoice(), segmentsChoice()}, {}, shown);
}

void FileCommands::showExport(const QList<ExportDialog::Choice> &choices,
                              const PeopleSelection &selection, const ShownList &shown)
{
    QList<ExportDialog::Choice> all = choices;
    for (ExportDialog::Choice &choice : all) {
        // As the table has it; a matrix is for programs, and fastest in the copy's own order.
        if (choice.spec.kind == ExportSpec::Kind::Matrix)
            continue;
        choice.spec.query.order = shown.order;
        choice.spec.query.direction = shown.direction;
    }
    QList<Segment> segments;
    for (int row = 0; row < m_context.segments().rowCount(); ++row) {
        const auto id =
            m_context.segments().index(row).data(SegmentListModel::IdRole).value<SegmentId>();
        if (const Segment *segment = m_context.segments().segment(id))
            segments.append(*segment);
    }
    auto *dialog = new ExportDialog(all, m_context.prompts(), m_settings, m_context.window());
    dialog->setSamples(shown.first, segments);
    dialog->setMatrixSegments(shown.segments);
    if (m_context.sources()) {
        const auto follow = [this, dialog] {
            dialog->setCopy(hasCopy() ? m_context.sources()->status().readAt : QDateTime(),
                            m_context.sources()->unavailableReason());
        };
        connect(m_context.sources(), &PeopleSources::statusChanged, dialog, follow);
        connect(m_context.sources(), &PeopleSources::completenessChanged, dialog, follow);
        follow();
    }
    connect(dialog, &ExportDialog::exportRequested, this,
            [this, selection](const ExportSpec &spec) {
                if (spec.kind != ExportSpec::Kind::People) {
                    m_context.session().exportPeople(spec);
                    return;
                }
                auto *preparation = m_context.prepare(tr("Reading the selection"));
                m_context.collect(
                    selection, preparation,
                    [this, preparation, spec](const QList<PersonRef> &people) {
                        preparation->deleteLater();
                        ExportSpec file = spec;
                        file.people = people;
                        m_context.session().exportPeople(file);
                    },
                    SelectionResolver::maxRows);
            });
    QList<SegmentId> about;
    for (const ExportDialog::Choice &choice : all)
        about.append(choice.spec.segmentId);
    m_context.openAbout(about, dialog);
}

void FileCommands::importFile(SegmentId segment, const QString &path)
{
    if (m_context.refusesToWrite())
        return;
    if (path.isEmpty()) {
        m_context.prompts().openFile(
            m_context.window(), tr("Import a file"),
            tr("CSV files (*.csv *.tsv *.txt);;All files (*)"),
            [this, self = QPointer<FileCommands>(this), segment](const QString &chosen) {
                if (self && !chosen.isEmpty())
                    importFile(segment, chosen);
            });
        return;
    }
    ImportSpec spec;
    spec.fileName = path;
    showImport(segment, spec);
}

void FileCommands::importText(SegmentId segment, const QByteArray &table)
{
    if (m_context.refusesToWrite())
        return;
    ImportSpec spec;
    spec.text = table;
    showImport(segment, spec);
}

void FileCommands::showImport(SegmentId segment, ImportSpec spec)
{
    spec.segmentId = segment;
    spec.segmentName = m_context.nameOf(segment);
    ImportDialog::Steps steps;
    steps.store = storeImportSources(m_context.session().background(), segment);
    steps.copy = [this]() -> std::optional<ImportDialog::Steps::Copy> {
        Mirror *mirror = m_context.session().mirror();
        if (!mirror || mirror->state() != Mirror::State::Complete)
            return std::nullopt;
        return ImportDialog::Steps::Copy{copyImportSources(*mirror), mirror->readAt()};
    };
    steps.names = customerLookup(m_context.session().interactive());
    steps.run = [this](const Plan &plan, const QList<CustomerId> &createProfilesFor,
                       const Plan &leaving) {
        return m_context.run(plan, createProfilesFor, leaving);
    };
    steps.settings = m_settings;
    m_context.openAbout({segment},
                        new ImportDialog(spec, steps, m_context.prompts(), m_context.window()));
}

/// The folder of this store's last backup; of a store without one, that of any other, to copy from.
QString FileCommands::backupFolder() const
{
    if (!m_settings)
        return {};
    return AccountSettings(*m_settings, m_context.session().account().id).backupFolder();
}

void FileCommands::setBackupFolder(const QString &folder)
{
    if (!m_settings)
        return;
    AccountSettings(*m_settings, m_context.session().account().id).setBackupFolder(folder);
}

void FileCommands::backUp()
{
    m_context.prompts().openFolder(
        m_context.window(), tr("Back up the segments to a folder"), backupFolder(),
        [this, self = QPointer<FileCommands>(this)](const QString &folder) {
            if (!self || folder.isEmpty())
                return;
            setBackupFolder(folder);
            m_context.session().backUp(folder);
        });
}

void FileCommands::restore()
{
    if (m_context.refusesToWrite())
        return;
    const auto choose = [this, self = QPointer<FileCommands>(this)](
                            const std::function<void(QString)> &chosen) {
        if (!self)
            return;
        m_context.prompts().openFolder(m_context.window(), tr("Restore the segments of a folder"),
                                       backupFolder(), [this, self, chosen](const QString &folder) {
                                           if (self && !folder.isEmpty())
                                               setBackupFolder(folder);
                                           chosen(folder);
                                       });
    };
    choose([this, self = QPointer<FileCommands>(this), choose](const QString &folder) {
        if (!self || folder.isEmpty())
            return;
        const Account &account = m_context.session().account();
        RestoreDialog::Steps steps{[this] {
            const Account &here = m_context.session().account();
            RestorePreview::Source source = RestorePreview::sourceOf(
                m_context.session().background(), m_context.session().mirror(), here.id,
                here.kind == Account::Kind::Sandbox);
            source.refresh = [this](QObject *context, const std::function<void(bool)> &done) {
                m_context.session().mirrorUpdater().refresh(context, done);
            };
            return source;
        }};
        steps.names = customerLookup(m_context.session().interactive());
        steps.chooseFolder = choose;
        steps.storeName = account.name;
        auto *dialog = new RestoreDialog(folder, steps, m_context.window());
        connect(dialog, &RestoreDialog::restoreRequested, this, [this](const QList<Plan> &plans) {
            m_context.session().run(ChangeGroup::of(plans, Step::Kind::Restore));
        });
        CommandContext::openDialog(dialog);
    });
}

void FileCommands::savePicture(const QImage &picture, const QString &suggestion)
{
    m_context.prompts().saveFile(
        m_context.window(), tr("Save picture"), suggestion, tr("Pictures (*.png)"),
        [this, picture](const QString &path) {
            if (path.isEmpty())
                return;
            // The window does not wait for the disk.
            inBackground(
                this,
                [picture, path] {
                    const auto file = OutputFile::open(path);
                    if (!file)
                        return std::optional<QString>(file.error());
                    const bool saved = picture.save(&(*file)->device(), "PNG") && (*file)->commit();
                    return saved ? std::optional<QString>() : std::optional((*file)->errorString());
                },
                [this, path](const std::optional<QString> &error) {
                    if (error)
                        m_context.messageBar()->announce(
                            u"error"_s, Tone::Err,
                            tr("The picture could not be saved: %1").arg(words::shown(*error)), {});
                    else
                        m_context.messageBar()->announce(
                            u"check-circle"_s, Tone::Ok,
                            tr("Saved %1").arg(words::shown(QFileInfo(path).fileName())),
                            {m_context.openFolderVerb(path)});
                });
        });
}

void FileCommands::copyIds(const PeopleSelection &selection)
{
    if (selection.isEmpty())
        return;
    if (selection.count > maxCopied) {
        m_context.say(
            tr("Up to %1 can be copied; export the rest to a file").arg(words::people(maxCopied)));
        return;
    }
    auto *preparation = m_context.prepare(tr("Copying %1").arg(words::people(selection.count)));
    m_context.collect(selection, preparation, [this, preparation](const QList<PersonRef> &people) {
        preparation->deleteLater();
        QStringList lines;
        for (const PersonRef &person : people)
            lines.append(QString::number(toNumber(person.customerId)));
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        m_context.say(lines.size() == 1
                          ? tr("Copied %Ln customer ID", nullptr, 1)
                          : tr("Copied %1 customer IDs").arg(words::count(lines.size())));
    });
}

} // namespace segmentdesk
