// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importdialog.h"

#include "models/changes/grouprun.h"
#include "models/csv/firstrows.h"
#include "models/rows/contentkind.h"
#include "models/settings/settings.h"
#include "ui/dialogs/errorpanel.h"
#include "ui/dialogs/importcheckpage.h"
#include "ui/dialogs/importcolumnspage.h"
#include "ui/dialogs/importfilepage.h"
#include "ui/dialogs/importresultpage.h"
#include "ui/kit/card.h"
#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/stepbar.h"
#include "ui/kit/typedconfirm.h"
#include "ui/words/errorwords.h"
#include "ui/words/filewords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// People with foreign letters who were not found, from which on the encoding is suspected.
constexpr qint64 suspicious = 3;

} // namespace

ImportDialog::ImportDialog(const ImportSpec &what, Steps steps, const Prompts &prompts,
                           QWidget *parent)
    : DialogFrame(parent), m_spec(what), m_steps(std::move(steps)), m_prompts(prompts),
      m_stepBar(new StepBar({tr("File"), tr("Columns"), tr("Check"), tr("Result")}, this)),
      m_pages(new QStackedWidget(this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import"));
    setHeading(tr("Import into %1").arg(words::quoted(m_spec.segmentName)));
    setHeadingWidget(m_stepBar);

    m_filePage = new ImportFilePage(m_spec.isText(), m_pages);
    m_pages->addWidget(m_filePage);
    m_columnsPage = new ImportColumnsPage(m_pages);
    m_pages->addWidget(m_columnsPage);
    m_checkPage = new ImportCheckPage(m_steps.names, m_pages);
    m_pages->addWidget(m_checkPage);
    m_resultPage = new ImportResultPage(m_pages);
    m_pages->addWidget(m_resultPage);
    connect(m_filePage, &ImportFilePage::dialectChosen, this, &ImportDialog::dialectChosen);
    connect(m_columnsPage, &ImportColumnsPage::roleChosen, this,
            [this](int column, ColumnRole role) {
                m_spec.roles[column] = role;
                updateButtons();
            });
    connect(m_columnsPage, &ImportColumnsPage::presetChosen, this, [this](const QString &key) {
        m_guess =
            guessColumns(m_names, m_sample, key.isEmpty() ? nullptr : presetCalled(key, m_names));
        m_spec.roles = m_guess.roles;
        m_columnsPage->setColumns(m_filePage->columnTitles(), m_sample, m_spec.roles, m_guess);
        updateButtons();
    });
    connect(m_checkPage, &ImportCheckPage::checkRequested, this, &ImportDialog::check);
    connect(m_checkPage, &ImportCheckPage::elsewhereRequested, this, [this] {
        m_asksStore = m_copyReadAt.isValid();
        check();
    });
    connect(m_checkPage, &ImportCheckPage::byNameToggled, this, [this](bool uses) {
        if (m_check)
            m_check->setUsesNames(uses);
        if (m_run.isReady())
            m_checkPage->updateOptions(*m_check);
        updateButtons();
    });
    connect(m_checkPage, &ImportCheckPage::optionsToggled, this, &ImportDialog::updateButtons);
    m_error = new ErrorPanel(this);
    m_error->setObjectName(u"importError"_s);
    m_hint = new Card(Card::Ground::Warn, this);
    m_hint->setObjectName(u"encodingHint"_s);
    m_hintText = new Label(QString(), TypeRole::Body, Tone::Text, m_hint);
    m_hintText->setWordWrap(true);
    m_hintUse = makeButton(QString());
    m_hintUse->setObjectName(u"useEncoding"_s);
    setButtonSmall(m_hintUse);
    connect(m_hintUse, &QPushButton::clicked, this, &ImportDialog::useEncoding);
    auto *hint = new QHBoxLayout(m_hint);
    hint->setContentsMargins(12, 8, 8, 8);
    hint->setSpacing(10);
    hint->addWidget(new IconLabel(u"warning"_s, Tone::Warn, 16, m_hint));
    hint->addWidget(m_hintText, 1);
    hint->addWidget(m_hintUse);
    m_hint->hide();
    content()->addWidget(m_hint);
    content()->addWidget(m_pages, 1);
    content()->addWidget(m_error);

    m_save = addButton(tr("Save result file…"), ButtonLook::Normal, u"export"_s);
    m_save->setObjectName(u"saveResult"_s);
    m_back = addButton(tr("Back"));
    m_back->setObjectName(u"backButton"_s);
    m_cancel = addCancelButton();
    m_cancel->setObjectName(u"cancelButton"_s);
    m_go = addButton(tr("Next"), ButtonLook::Primary);
    m_go->setObjectName(u"goButton"_s);
    setDefaultButton(m_go);
    connect(m_save, &QPushButton::clicked, this, &ImportDialog::saveResult);
    connect(m_back, &QPushButton::clicked, this, &ImportDialog::back);
    connect(m_go, &QPushButton::clicked, this, &ImportDialog::next);

    setMinimumSize(px(760, this), px(500, this));
    resize(px(1040, this), px(660, this));
    detect();
    showPage(Page::File);
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::done(int result)
{
    m_run.dropPreview(); // a job may end before the dialog is deleted
    m_checkPage->clear();
    m_check.reset();
    DialogFrame::done(result);
}

void ImportDialog::detect()
{
    QString why;
    const std::unique_ptr<QIODevice> file = m_spec.open(&why);
    if (!file) {
        checkFailed({ImportError::Kind::CannotRead, {}, why});
        return;
    }
    m_head = file->read(dialectHeadSize);
    m_headIsWhole = file->atEnd();
    if (const ContentKind kind = contentKindOf(m_head); kind != ContentKind::Text) {
        m_head.clear();
        showFirstRows();
        m_error->showWords({tr("This is not a CSV file"), words::contentKind(kind), {}});
        return;
    }
    m_spec.dialect = detectDialect(m_head, m_headIsWhole);
    if (m_spec.isText())
        m_spec.dialect.encoding = CsvDialect::Encoding::Utf8;
    showFirstRows();
}

void ImportDialog::dialectChosen()
{
    const CsvDialect::Encoding encoding = m_filePage->encoding();
    const char delimiter = m_filePage->delimiter();
    const int from = m_spec.dialect.startLine;
    const int to = m_filePage->headerLine();
    if (encoding != m_spec.dialect.encoding) {
        setEncoding(m_spec.dialect, encoding, m_head);
    } else if (delimiter != m_spec.dialect.delimiter) {
        m_spec.dialect.delimiter = delimiter;
        findHeader(m_spec.dialect, m_head);
    } else if (to != from) {
        // Empty lines are passed over.
        const CsvDialect before = m_spec.dialect;
        bool isThere = false;
        for (int line = to; !isThere && line > 0 && std::abs(line - to) < maxTitleRows;
             line += to > from ? 1 : -1)
            isThere = setHeaderLine(m_spec.dialect, line, m_head);
        if (!isThere)
            m_spec.dialect = before;
    } else {
        m_spec.dialect.header = m_filePage->hasHeader();
    }
    showFirstRows();
}

void ImportDialog::showFirstRows()
{
    m_filePage->setDialect(m_spec.dialect);

    const FirstRows first = firstRowsOf(m_head, m_headIsWhole, m_spec.dialect);
    m_names = first.names;
    m_sample = first.rows;
    m_guess = guessColumns(m_names, m_sample);
    m_spec.roles = m_guess.roles;
    if (m_steps.settings && !m_names.isEmpty()) {
        const QList<int> kept = FileSettings(*m_steps.settings).importRoles(headerKey());
        for (qsizetype i = 0; kept.size() == m_spec.roles.size() && i < kept.size(); ++i)
            m_spec.roles[i] = ColumnRole(std::clamp(kept[i], 0, int(ColumnRole::LastName)));
    }

    m_error->clear();
    if (m_spec.roles.isEmpty())
        m_error->showWords(
            {tr("Nothing to import"), tr("%1 has no rows.").arg(words::quoted(sourceName())), {}});

    m_filePage->setRows(m_names, m_sample, m_spec.roles.size());
    m_columnsPage->setColumns(m_filePage->columnTitles(), m_sample, m_spec.roles, m_guess);
    suggestEncoding();
    updateButtons();
}

QString ImportDialog::sourceName() const
{
    return m_spec.isText() ? tr("Pasted text") : QFileInfo(m_spec.fileName).fileName();
}

/// Says so where letters look wrong: the first rows by what the file looks like, the whole of it by
/// what the check met.
void ImportDialog::suggestEncoding()
{
    using Encoding = CsvDialect::Encoding;
    m_otherEncoding.reset();
    const Encoding chosen = m_spec.dialect.encoding;
    const auto name = [this](Encoding encoding) { return m_filePage->encodingName(encoding); };
    if (!m_spec.isText()) {
        const Encoding looksLike = detectDialect(m_head, m_headIsWhole).encoding;
        const bool isAsciiOnly = std::all_of(m_head.cbegin(), m_head.cend(),
                                             [](char c) { return (c & 0x80) == 0 && c != 0; });
        if (looksLike != chosen && !isAsciiOnly) {
            m_otherEncoding = looksLike;
            m_hintText->setText(
                tr("Letters such as é or ß may be wrong like this: the file looks like %1.")
                    .arg(name(looksLike)));
        } else if (m_run.isReady()) {
            const ImportRows::Counts &counts = m_check->counts();
            const qint64 strange = counts.badEncoding;
            if (strange > 0 && chosen != Encoding::Windows1252) {
                m_otherEncoding = Encoding::Windows1252;
                m_hintText->setText(
                    (strange == 1
                         ? tr("%Ln row has letters that are not %1.", nullptr, 1).arg(name(chosen))
                         : tr("%1 rows have letters that are not %2.")
                               .arg(words::count(strange), name(chosen)))
                    + u' ' + tr("The file may be %1.").arg(name(Encoding::Windows1252)));
            } else if (chosen == Encoding::Windows1252 && counts.foreignNotFound >= suspicious) {
                m_otherEncoding = Encoding::Utf8;
                m_hintText->setText(
                    tr("%1 people with letters such as é or ß were not found. "
                       "The file may be %2.")
                        .arg(words::count(counts.foreignNotFound), name(Encoding::Utf8)));
            }
        }
    }
    if (m_otherEncoding)
        m_hintUse->setText(tr("Read as %1").arg(name(*m_otherEncoding)));
    m_hint->setVisible(m_otherEncoding && (m_page == Page::File || m_page == Page::Check));
}

void ImportDialog::useEncoding()
{
    if (!m_otherEncoding)
        return;
    const bool again = m_page == Page::Check;
    if (again)
        back();
    setEncoding(m_spec.dialect, *m_otherEncoding, m_head);
    showFirstRows();
    if (again)
        check();
}

/// Whether nothing but names says who.
bool ImportDialog::needsNames() const
{
    bool hasNames = false;
    for (const ColumnRole role : std::as_const(m_spec.roles)) {
        if (role != ColumnRole::None && !isName(role))
            return false;
        hasNames = hasNames || isName(role);
    }
    return hasNames;
}

bool ImportDialog::hasCopy() const
{
    return m_steps.copy().has_value();
}

/// Files with the same header are of one kind.
QString ImportDialog::headerKey() const
{
    const QByteArray header = m_names.join(QChar(u'\x1f')).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(header, QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.first(32));
}

void ImportDialog::remember()
{
    if (!m_steps.settings || m_names.isEmpty())
        return;
    QList<int> kept;
    for (const ColumnRole role : std::as_const(m_spec.roles))
        kept.append(int(role));
    FileSettings(*m_steps.settings).setImportRoles(headerKey(), kept, maxKinds);
}

bool ImportDialog::removing() const
{
    return m_spec.mode == ImportMode::Remove;
}

void ImportDialog::showPage(Page page)
{
    m_page = page;
    m_pages->setCurrentIndex(int(page));
    m_stepBar->setCurrent(int(page));
    suggestEncoding();
    updateButtons();
    focusDefaultButton();
    // What stands beside a button that is off would be pressed by Enter.
    if (page == Page::Columns && !m_go->isEnabled())
        m_columnsPage->focusFirstColumn();
}

void ImportDialog::next()
{
    m_error->clear();
    switch (m_page) {
    case Page::File:
        showPage(Page::Columns);
        break;
    case Page::Columns:
        check();
        break;
    case Page::Check:
        confirm();
        break;
    case Page::Result:
        if (m_run.nextCount(m_checkPage->options()) > 0 && !m_group)
            run();
        else
            accept();
        break;
    }
}

void ImportDialog::back()
{
    m_error->clear();
    m_run = {};
    m_checkPage->clear();
    m_check.reset();
    showPage(m_page == Page::Check ? Page::Columns : Page::File);
}

void ImportDialog::check()
{
    m_spec.mode = m_columnsPage->mode();
    remember();
    m_run = {};
    m_checkPage->clear();
    const std::optional<Steps::Copy> copy = !m_asksStore ? m_steps.copy() : std::nullopt;
    m_copyReadAt = copy ? copy->readAt : QDateTime();
    m_check = std::make_shared<ImportPreview>(m_spec, copy ? copy->sources : m_steps.store);
    connect(m_check.get(), &ImportPreview::finished, this, &ImportDialog::checked);
    connect(m_check.get(), &ImportPreview::failed, this, &ImportDialog::checkFailed);
    connect(m_check.get(), &ImportPreview::progress, this, [this](qint64 done, qint64 total) {
        m_checkPage->showProgress(done, total, m_copyReadAt.isValid());
    });
    m_checkPage->showLooking();
    showPage(Page::Check);
    m_check->start();
}

void ImportDialog::checked()
{
    m_run = ImportRun(m_check);
    m_checkPage->setFound(m_check, m_copyReadAt,
                          m_copyReadAt.isValid() ? !needsNames() : hasCopy());
    m_checkPage->updateOptions(*m_check);
    suggestEncoding();
    m_checkPage->showFound();
    updateButtons();
    focusDefaultButton();
}

void ImportDialog::checkFailed(const ImportError &error)
{
    const QString file = words::quoted(sourceName());
    switch (error.kind) {
    case ImportError::Kind::Store:
        m_error->showError(error.api, WhatFailed::Search);
        break;
    case ImportError::Kind::CannotRead:
        m_error->showWords({tr("Could not read the file"), tr("%1 cannot be read.").arg(file),
                            tr("Check that it is still there and not open elsewhere.")},
                           error.text);
        break;
    case ImportError::Kind::Changed:
        m_error->showWords({tr("The file has changed"),
                            tr("%1 was changed while it was read.").arg(file),
                            tr("Check it again.")});
        break;
    case ImportError::Kind::TooManyRows:
        m_error->showWords(
            {tr("Too many rows"),
             tr("%1 has more than %2 rows.").arg(file, words::count(ImportPreview::maxRows)),
             tr("Split it into several files.")});
        break;
    case ImportError::Kind::Copy:
        m_error->showWords({tr("Could not use the local copy"),
                            tr("No one could be looked up in the local copy."),
                            tr("Check again to look them up in the store.")},
                           error.api.details);
        m_asksStore = true;
        break;
    }
    if (m_page == Page::Check)
        showPage(Page::Columns);
}

void ImportDialog::updateButtons()
{
    if (!m_error) // still being built
        return;
    const QString file = words::shown(sourceName());
    const QString between = m_filePage->delimiterText().toLower();
    setSubtitle(
        m_spec.isText()
            ? tr("%1, separated by: %2").arg(file, between)
            : tr("%1, %2, separated by: %3").arg(file, m_filePage->encodingText(), between));
    const bool running = m_group;
    m_back->setVisible(m_page == Page::Columns || m_page == Page::Check);
    m_save->setVisible((m_page == Page::Check && m_run.isReady())
                       || (m_page == Page::Result && !running));
    // Before the run, the file says what would happen.
    m_save->setText(m_page == Page::Check ? tr("Save preview…") : tr("Save result file…"));
    m_cancel->setVisible(m_page != Page::Result);
    setFacts(m_page == Page::Result ? QString() : tr("Nothing has been changed yet."));
    switch (m_page) {
    case Page::File:
        m_go->setText(tr("Next"));
        m_go->setEnabled(m_filePage->hasColumns());
        break;
    case Page::Columns: {
        const bool named = std::any_of(m_spec.roles.cbegin(), m_spec.roles.cend(),
                                       [](ColumnRole role) { return role != ColumnRole::None; });
        m_go->setText(tr("Check"));
        m_go->setEnabled(named);
        if (!named) {
            setFacts(tr("Choose the column that identifies people."));
        } else if (needsNames() && !(hasCopy() && !m_asksStore)) {
            m_go->setEnabled(false);
            setFacts(
                tr("Names can only be looked up in the local copy, which is not complete yet."));
        } else if (needsNames()) {
            setFacts(tr("Match by name only if nothing else helps: people may share a name."));
        }
        break;
    }
    case Page::Check: {
        const qint64 in = m_run.nextCount(m_checkPage->options());
        const qint64 out = m_run.isReady() ? m_check->leavingCount() : 0;
        if (m_spec.mode == ImportMode::MakeEqual)
            m_go->setText(tr("Add %1, remove %2").arg(words::count(in), words::count(out)));
        else
            m_go->setText(removing() ? tr("Remove %1").arg(words::people(in))
                                     : tr("Add %1").arg(words::people(in)));
        m_go->setEnabled(m_run.isReady() && in + out > 0);
        break;
    }
    case Page::Result: {
        const qint64 rest = m_run.nextCount(m_checkPage->options());
        m_go->setText(running || rest == 0 ? tr("Close")
                          : removing()     ? tr("Continue: remove %1").arg(words::people(rest))
                                           : tr("Continue: add %1").arg(words::people(rest)));
        m_go->setEnabled(true);
        m_cancel->setVisible(!running && rest > 0);
        break;
    }
    }
}

void ImportDialog::confirm()
{
    if (!m_check->isFileUnchanged()) {
        checkFailed({ImportError::Kind::Changed, {}, {}});
        return;
    }
    if (!m_check->isGuarded()) {
        run();
        return;
    }
    const qint64 leaving = m_run.removedCount();
    TypedConfirmWords words;
    words.windowTitle = tr("Import");
    words.heading =
        tr("Remove %1 from %2?").arg(words::people(leaving), words::quoted(m_spec.segmentName));
    words.points = {{ConfirmPoint::Kind::Undo, tr("You can undo this.")}};
    if (m_check->isOverGuard())
        words.points.prepend({ConfirmPoint::Kind::Know,
                              tr("That is more than a fifth of its <b>%1</b> members.")
                                  .arg(words::count(m_check->memberCount()))});
    switch (m_check->leavingDoubt()) {
    case ImportPreview::LeavingDoubt::None:
        break;
    case ImportPreview::LeavingDoubt::UnreadRows:
        words.points.prepend(
            {ConfirmPoint::Kind::Lost,
             tr("<b>%1</b> rows cannot be read. They may name people who would be removed.")
                 .arg(words::count(m_check->counts().unread))});
        break;
    case ImportPreview::LeavingDoubt::NobodyNamed:
        words.points.prepend({ConfirmPoint::Kind::Lost,
                              tr("The file names no customer of this store. The segment would be "
                                 "empty.")});
        break;
    }
    words.prompt = tr("Type the number of people, <b>%1</b>").arg(words::count(leaving));
    words.number = leaving;
    words.keep = tr("Keep them");
    words.danger = tr("Remove people");
    auto *dialog = new TypedConfirm(words, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &ImportDialog::run);
    dialog->open();
}

void ImportDialog::run()
{
    const ImportRun::Part part = m_run.takeNext(m_checkPage->options());
    m_group = m_steps.run(part.plan, part.createProfilesFor, part.leaving);
    if (m_group) {
        connect(m_group, &GroupRun::ended, this, [this] {
            m_run.add(m_group->outcomes());
            m_group = nullptr;
            groupEnded();
        });
    }
    m_resultPage->showRunning();
    showPage(Page::Result);
    if (!m_group)
        groupEnded();
}

void ImportDialog::groupEnded()
{
    m_resultPage->showSums(m_spec.mode, m_run.sums());
    updateButtons();
}

void ImportDialog::saveResult()
{
    const QString name = m_spec.isText()
        ? tr("Pasted") + u"-result.csv"_s
        : QFileInfo(m_spec.fileName).completeBaseName() + u"-result.csv"_s;
    m_prompts.saveFile(
        this, tr("Save the rows with their results"), name, tr("CSV files (*.csv)"),
        [this, self = QPointer<ImportDialog>(this)](const QString &path) {
            if (!self || path.isEmpty() || !m_check)
                return;
            m_error->clear();
            saveImport(*m_check, m_run.outcomes(), path, this,
                       [this, path](const std::optional<JobError> &error) {
                           if (error)
                               m_error->showWords(words::jobError(*error, JobFacts::Kind::Export));
                           else
                               setFacts(
                                   tr("Saved %1").arg(words::shown(QFileInfo(path).fileName())));
                       });
        });
}

} // namespace segmentdesk
