// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importdialog.h"

#include "ui/dialogs/errorpanel.h"
#include "ui/dialogs/importtablemodel.h"
#include "ui/jobwords.h"
#include "ui/kit/card.h"
#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/stepbar.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/tilerow.h"
#include "ui/kit/typedconfirm.h"
#include "ui/waitnote.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QGridLayout>
#include <QProgressBar>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <tuple>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int shownRows = 12;
constexpr qsizetype shownLetters = 60;
/// People with foreign letters who were not found, from which on the encoding is suspected.
constexpr qint64 suspicious = 3;

QVBoxLayout *plainLayout(QWidget *widget, int spacing)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

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

    buildFilePage();
    buildColumnsPage();
    buildCheckPage();
    buildResultPage();
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
    m_isChecked = false; // a job may end before the dialog is deleted
    m_model->setCheck(nullptr);
    m_check.reset();
    DialogFrame::done(result);
}

void ImportDialog::buildFilePage()
{
    auto *page = new QWidget(m_pages);
    auto *layout = plainLayout(page, 12);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [this, row, page](const QString &text, const QString &name) {
        auto *combo = new QComboBox(page);
        combo->setObjectName(name);
        auto *label = new Label(text, TypeRole::Body, Tone::Text, page);
        label->setBuddy(combo);
        row->addWidget(label);
        row->addWidget(combo);
        row->addSpacing(12);
        connect(combo, &QComboBox::activated, this, &ImportDialog::dialectChosen);
        return std::pair(combo, label);
    };
    std::tie(m_encoding, m_encodingLabel) = add(tr("&Encoding"), u"encoding"_s);
    using Encoding = CsvDialect::Encoding;
    m_encoding->addItem(tr("UTF-8"), int(Encoding::Utf8));
    m_encoding->addItem(tr("UTF-16, little-endian"), int(Encoding::Utf16Le));
    m_encoding->addItem(tr("UTF-16, big-endian"), int(Encoding::Utf16Be));
    m_encoding->addItem(tr("Windows-1252 (Western European)"), int(Encoding::Windows1252));
    // Pasted text has no encoding any more.
    m_encoding->setVisible(!m_spec.isText());
    m_encodingLabel->setVisible(!m_spec.isText());
    m_delimiter = add(tr("&Delimiter"), u"delimiter"_s).first;
    m_delimiter->addItem(tr("Comma"), int(','));
    m_delimiter->addItem(tr("Semicolon"), int(';'));
    m_delimiter->addItem(tr("Tab"), int('\t'));
    m_delimiter->addItem(tr("Vertical bar"), int('|'));
    m_header = new QCheckBox(tr("&First row names the columns"), page);
    m_header->setObjectName(u"header"_s);
    connect(m_header, &QCheckBox::clicked, this, &ImportDialog::dialectChosen);
    row->addWidget(m_header);
    row->addStretch(1);
    layout->addLayout(row);

    m_first = new QStandardItemModel(this);
    auto *table = new TableView(page);
    m_firstRows = table;
    table->setObjectName(u"firstRows"_s);
    table->setAccessibleName(tr("The first rows of the file"));
    table->setModel(m_first);
    table->setItemDelegate(new RowDelegate(table));
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setFrameShape(QFrame::NoFrame);
    layout->addWidget(Card::around(table, page), 1);
    m_pages->addWidget(page);
}

void ImportDialog::buildColumnsPage()
{
    auto *page = new QWidget(m_pages);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    auto *area = new QScrollArea(page);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    m_columnRows = new QWidget(area);
    area->setWidget(m_columnRows);
    area->viewport()->setAutoFillBackground(false);
    m_columnRows->setAutoFillBackground(false);
    layout->addWidget(Card::around(area, page), 3);

    auto *right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(new Label(tr("What to do with them"), TypeRole::Strong, Tone::Text, page));
    m_mode = new QButtonGroup(this);
    const auto add = [this, right, page](ImportMode mode, const QString &name, const QString &text,
                                         const QString &sentence) {
        auto *radio = new QRadioButton(text, page);
        radio->setObjectName(name);
        radio->setAccessibleDescription(sentence);
        m_mode->addButton(radio, int(mode));
        right->addWidget(radio);
        auto *label = new Label(sentence, TypeRole::Caption, Tone::Second, page);
        label->setWordWrap(true);
        label->setIndent(22);
        right->addWidget(label);
    };
    add(ImportMode::Add, u"modeAdd"_s, tr("&Add them to the segment"), tr("No one is removed."));
    add(ImportMode::Remove, u"modeRemove"_s, tr("&Remove them from the segment"),
        tr("Their profiles stay."));
    add(ImportMode::MakeEqual, u"modeEqual"_s, tr("&Make the segment equal to the file"),
        tr("Adds missing people and removes members who are not in the file."));
    m_mode->button(int(ImportMode::Add))->setChecked(true);
    right->addStretch(1);
    layout->addLayout(right, 2);
    m_pages->addWidget(page);
}

void ImportDialog::buildCheckPage()
{
    m_checkPages = new QStackedWidget(m_pages);
    auto *looking = new QWidget(m_checkPages);
    auto *lookingLayout = plainLayout(looking, 12);
    m_checking = new Label(QString(), TypeRole::Body, Tone::Second, looking);
    m_checking->setAlignment(Qt::AlignCenter);
    m_bar = makeProgressBar(looking);
    m_bar->setFixedWidth(px(320, this));
    lookingLayout->addStretch(1);
    lookingLayout->addWidget(m_checking);
    lookingLayout->addWidget(m_bar, 0, Qt::AlignHCenter);
    m_wait = new WaitNote([this] { check(); }, looking);
    lookingLayout->addWidget(m_wait, 0, Qt::AlignHCenter);
    lookingLayout->addStretch(1);
    m_checkPages->addWidget(looking);

    auto *page = new QWidget(m_checkPages);
    auto *layout = plainLayout(page, 12);
    m_tiles = new TileRow(page);
    layout->addWidget(m_tiles);
    auto *source = new QHBoxLayout;
    source->setSpacing(8);
    m_source = new Label(QString(), TypeRole::Caption, Tone::Second, page);
    m_source->setObjectName(u"lookedUpIn"_s);
    m_otherSource = new LinkButton(QString(), page);
    m_otherSource->setObjectName(u"checkElsewhere"_s);
    connect(m_otherSource, &QPushButton::clicked, this, [this] {
        m_asksStore = m_copyReadAt.isValid();
        check();
    });
    source->addWidget(m_source);
    source->addWidget(m_otherSource);
    source->addStretch(1);
    layout->addLayout(source);
    m_model = new ImportTableModel(this);
    m_model->setCustomerLookup(m_steps.names);
    m_table = new TableView(page);
    m_table->setObjectName(u"importTable"_s);
    m_table->setAccessibleName(tr("What was found for each row"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    using Column = ImportTableModel::Column;
    m_table->setColumnWidth(int(Column::Line), px(72, this));
    m_table->setColumnWidth(int(Column::Text), px(240, this));
    m_table->setColumnWidth(int(Column::Person), px(190, this));
    m_table->setColumnWidth(int(Column::CustomerNumber), px(110, this));
    m_table->setColumnWidth(int(Column::Found), px(210, this));
    m_table->setStretchColumn(int(Column::Text));
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &ImportDialog::updateVisibleRows);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ImportDialog::updateVisibleRows,
            Qt::QueuedConnection);
    layout->addWidget(Card::around(m_table, page), 1);
    m_create = new QCheckBox(page);
    m_create->setObjectName(u"createProfiles"_s);
    m_try = new QCheckBox(tr("Try the first %1, then ask").arg(words::count(tried)), page);
    m_try->setObjectName(u"tryFirst"_s);
    m_byName = new QCheckBox(page);
    m_byName->setObjectName(u"byName"_s);
    m_byName->setToolTip(tr("A name alone does not identify a person."));
    connect(m_byName, &QCheckBox::toggled, this, [this](bool uses) {
        if (m_check)
            m_check->setUsesNames(uses);
        updateOptions();
        updateButtons();
    });
    connect(m_create, &QCheckBox::toggled, this, &ImportDialog::updateButtons);
    connect(m_try, &QCheckBox::toggled, this, &ImportDialog::updateButtons);
    m_leaving = new Label(QString(), TypeRole::Body, Tone::Warn, page);
    m_leaving->setObjectName(u"leaving"_s);
    auto *options = new QHBoxLayout;
    options->setSpacing(20);
    options->addWidget(m_byName);
    options->addWidget(m_create);
    options->addWidget(m_try);
    options->addStretch(1);
    options->addWidget(m_leaving);
    layout->addLayout(options);
    m_checkPages->addWidget(page);
    m_pages->addWidget(m_checkPages);
}

void ImportDialog::buildResultPage()
{
    auto *page = new QWidget(m_pages);
    auto *layout = plainLayout(page, 12);
    m_resultIcon = new IconLabel(u"running"_s, Tone::Accent, 40, page);
    m_result = new Label(QString(), TypeRole::PaneTitle, Tone::Text, page);
    m_result->setObjectName(u"resultText"_s);
    m_result->setAlignment(Qt::AlignCenter);
    m_result->setWordWrap(true);
    m_advice = new Label(QString(), TypeRole::Body, Tone::Second, page);
    m_advice->setAlignment(Qt::AlignCenter);
    m_advice->setWordWrap(true);
    layout->addStretch(1);
    layout->addWidget(m_resultIcon, 0, Qt::AlignHCenter);
    layout->addWidget(m_result);
    layout->addWidget(m_advice);
    layout->addStretch(1);
    m_pages->addWidget(page);
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
    m_spec.dialect = detectDialect(m_head, m_headIsWhole);
    if (m_spec.isText())
        m_spec.dialect.encoding = CsvDialect::Encoding::Utf8;
    showFirstRows();
}

void ImportDialog::dialectChosen()
{
    const auto encoding = CsvDialect::Encoding(m_encoding->currentData().toInt());
    if (encoding != m_spec.dialect.encoding)
        setEncoding(m_spec.dialect, encoding, m_head);
    m_spec.dialect.delimiter = char(m_delimiter->currentData().toInt());
    m_spec.dialect.header = m_header->isChecked();
    showFirstRows();
}

void ImportDialog::showFirstRows()
{
    m_encoding->setCurrentIndex(m_encoding->findData(int(m_spec.dialect.encoding)));
    m_delimiter->setCurrentIndex(m_delimiter->findData(int(m_spec.dialect.delimiter)));
    m_header->setChecked(m_spec.dialect.header);

    const FirstRows first = firstRowsOf(m_head, m_headIsWhole, m_spec.dialect);
    m_names = first.names;
    m_sample = first.rows;
    m_spec.roles = matchColumns(m_names, m_sample);
    if (m_steps.settings && !m_names.isEmpty()) {
        const QVariantList kept = m_steps.settings->value(kindKey()).toList();
        for (qsizetype i = 0; kept.size() == m_spec.roles.size() && i < kept.size(); ++i)
            m_spec.roles[i] = ColumnRole(std::clamp(kept[i].toInt(), 0, int(ColumnRole::LastName)));
    }

    m_error->clear();
    if (m_spec.roles.isEmpty())
        m_error->showWords(
            {tr("Nothing to import"), tr("%1 has no rows.").arg(words::quoted(sourceName())), {}});

    m_first->clear();
    const int columns = int(std::min<qsizetype>(m_spec.roles.size(), maxShownColumns));
    QStringList heads;
    for (int column = 0; column < columns; ++column) {
        const QString name = words::shown(m_names.value(column));
        heads.append(name.isEmpty() ? tr("Column %1").arg(words::count(column + 1)) : name);
    }
    m_first->setHorizontalHeaderLabels(heads);
    for (const QStringList &row : m_sample.first(std::min<qsizetype>(m_sample.size(), shownRows))) {
        QList<QStandardItem *> items;
        for (int column = 0; column < columns; ++column)
            items.append(
                new QStandardItem(words::shown(words::shortened(row.value(column), shownLetters))));
        m_first->appendRow(items);
    }
    // As wide as what is in them, within reason; there are few rows.
    for (int column = 0; column < columns; ++column) {
        qsizetype letters = heads[column].size();
        for (int row = 0; row < m_first->rowCount(); ++row)
            letters = std::max(letters, m_first->item(row, column)->text().size());
        m_firstRows->setColumnWidth(column,
                                    px(int(std::clamp<qsizetype>(letters, 8, 34)) * 8 + 32, this));
    }
    m_firstRows->setStretchColumn(columns - 1);
    fillColumns();
    suggestEncoding();
    updateButtons();
}

void ImportDialog::fillColumns()
{
    m_roles.clear();
    delete m_columnRows->layout();
    qDeleteAll(m_columnRows->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *grid = new QGridLayout(m_columnRows);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->addWidget(
        new Label(tr("Columns in the file"), TypeRole::Strong, Tone::Second, m_columnRows), 0, 0);
    for (int column = 0; column < m_first->columnCount(); ++column) {
        const QString name = m_first->horizontalHeaderItem(column)->text();
        QString example;
        for (const QStringList &row : std::as_const(m_sample)) {
            example = words::shown(words::shortened(row.value(column).trimmed(), 30));
            if (!example.isEmpty())
                break;
        }
        auto *combo = new QComboBox(m_columnRows);
        combo->setObjectName(u"role"_s + QString::number(column));
        combo->addItem(tr("Not used"), int(ColumnRole::None));
        combo->addItem(tr("Match by customer ID"), int(ColumnRole::CustomerNumber));
        combo->addItem(tr("Match by e-mail"), int(ColumnRole::Email));
        combo->addItem(tr("Match by profile ID"), int(ColumnRole::ProfileUuid));
        combo->addItem(tr("Match by name"), int(ColumnRole::FullName));
        combo->addItem(tr("Match by first name"), int(ColumnRole::FirstName));
        combo->addItem(tr("Match by last name"), int(ColumnRole::LastName));
        combo->setCurrentIndex(combo->findData(int(m_spec.roles[column])));
        combo->setAccessibleName(name);
        connect(combo, &QComboBox::currentIndexChanged, this, [this, column, combo] {
            m_spec.roles[column] = ColumnRole(combo->currentData().toInt());
            updateButtons();
        });
        m_roles.append(combo);
        grid->addWidget(new Label(name, TypeRole::Body, Tone::Text, m_columnRows), column + 1, 0);
        grid->addWidget(new Label(example, TypeRole::Caption, Tone::Second, m_columnRows),
                        column + 1, 1);
        grid->addWidget(combo, column + 1, 2);
    }
    grid->setRowStretch(m_first->columnCount() + 1, 1);
    grid->setColumnStretch(1, 1);
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
    const auto name = [this](Encoding encoding) {
        return m_encoding->itemText(m_encoding->findData(int(encoding)));
    };
    if (!m_spec.isText()) {
        const Encoding looksLike = detectDialect(m_head, m_headIsWhole).encoding;
        const bool isAsciiOnly = std::all_of(m_head.cbegin(), m_head.cend(),
                                             [](char c) { return (c & 0x80) == 0 && c != 0; });
        if (looksLike != chosen && !isAsciiOnly) {
            m_otherEncoding = looksLike;
            m_hintText->setText(
                tr("Letters such as é or ß may be wrong like this: the file looks like %1.")
                    .arg(name(looksLike)));
        } else if (m_isChecked) {
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
    return m_steps.copy && m_steps.copy();
}

/// Files with the same header are of one kind.
QString ImportDialog::kindKey() const
{
    const QByteArray header = m_names.join(QChar(u'\x1f')).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(header, QCryptographicHash::Sha256).toHex();
    return u"import/"_s + QString::fromLatin1(hash.first(32));
}

void ImportDialog::remember()
{
    if (!m_steps.settings || m_names.isEmpty())
        return;
    QVariantList kept;
    for (const ColumnRole role : std::as_const(m_spec.roles))
        kept.append(int(role));
    m_steps.settings->beginGroup(u"import"_s);
    const QStringList kinds = m_steps.settings->childKeys();
    if (kinds.size() >= maxKinds)
        m_steps.settings->remove(kinds.first());
    m_steps.settings->endGroup();
    m_steps.settings->setValue(kindKey(), kept);
}

bool ImportDialog::removing() const
{
    return m_spec.mode == ImportMode::Remove;
}

/// People whom the next run sends.
qint64 ImportDialog::changing() const
{
    if (!m_isChecked)
        return 0;
    const qint64 most = m_try->isChecked() && m_ran == 0 ? tried : ImportCheck::maxRows;
    const PlanCounts counts = m_check->planCounts(most, m_ran);
    return counts.willChange + (m_create->isChecked() ? counts.noProfile : 0);
}

void ImportDialog::showPage(Page page)
{
    m_page = page;
    m_pages->setCurrentIndex(int(page));
    m_stepBar->setCurrent(int(page));
    suggestEncoding();
    updateButtons();
    m_go->setFocus();
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
        if (changing() > 0 && m_jobs.isEmpty())
            run();
        else
            accept();
        break;
    }
}

void ImportDialog::back()
{
    m_error->clear();
    m_isChecked = false;
    m_model->setCheck(nullptr);
    m_check.reset();
    showPage(m_page == Page::Check ? Page::Columns : Page::File);
}

void ImportDialog::check()
{
    m_spec.mode = ImportMode(m_mode->checkedId());
    remember();
    m_isChecked = false;
    m_model->setCheck(nullptr);
    const std::optional<Steps::Copy> copy =
        m_steps.copy && !m_asksStore ? m_steps.copy() : std::nullopt;
    m_copyReadAt = copy ? copy->readAt : QDateTime();
    m_check = std::make_shared<ImportCheck>(m_spec, copy ? copy->sources : m_steps.store);
    connect(m_check.get(), &ImportCheck::finished, this, &ImportDialog::checked);
    connect(m_check.get(), &ImportCheck::failed, this, &ImportDialog::checkFailed);
    connect(m_check.get(), &ImportCheck::progress, this, [this](qint64 done, qint64 total) {
        m_wait->sign();
        m_checking->setText(total >= 0 ? tr("Looking up the rows…")
                                : m_copyReadAt.isValid()
                                ? tr("Reading the local copy…")
                                : tr("Reading the members of the segment…"));
        setProgress(m_bar, done, total);
    });
    setProgress(m_bar, 0, -1);
    m_checkPages->setCurrentIndex(0);
    showPage(Page::Check);
    m_check->start();
}

void ImportDialog::checked()
{
    m_isChecked = true;
    m_ran = 0;
    m_model->setCheck(m_check);
    m_tiles->clear();
    delete m_tiles->findChild<QButtonGroup *>();
    auto *group = new QButtonGroup(m_tiles);
    const auto add = [this, group](const QString &icon, Tone tone, const QString &text,
                                   qint64 count, std::optional<ImportStatus> status,
                                   const QString &name) {
        auto *tile = new TileButton(icon, tone, text, m_tiles);
        tile->setObjectName(name);
        tile->setCheckable(true);
        tile->setCount(count);
        group->addButton(tile);
        m_tiles->add(tile);
        connect(tile, &QAbstractButton::clicked, this,
                [this, status] { m_model->setFilter(status); });
        return tile;
    };
    add(u"file"_s, Tone::Second, tr("All rows"), m_check->rows().size(), std::nullopt, u"tileAll"_s)
        ->setChecked(true);
    for (int i = 0; i < importStatuses; ++i) {
        const auto status = ImportStatus(i);
        if (m_check->count(status) > 0 || status == ImportStatus::WillChange)
            add(ImportTableModel::statusIcon(status, removing()),
                Tone(ImportTableModel::statusTone(status)),
                ImportTableModel::statusWords(status, removing()), m_check->count(status), status,
                u"tile"_s + QString::number(i));
    }
    const qint64 named = m_check->count(ImportStatus::ByName) + m_check->counts().noProfileByName;
    m_byName->setText(named == 1 ? tr("Also the one matched by name only")
                                 : tr("Also the %1 matched by name only").arg(words::count(named)));
    m_byName->setVisible(named > 0);
    m_byName->setChecked(false);
    m_create->setChecked(false);
    m_source->setText(
        m_copyReadAt.isValid()
            ? tr("Looked up in the local copy, read %1.").arg(words::ago(m_copyReadAt))
            : tr("Looked up in the store just now."));
    m_otherSource->setText(m_copyReadAt.isValid() ? tr("Check against the store")
                                                  : tr("Check against the local copy"));
    m_otherSource->setVisible(m_copyReadAt.isValid() ? !needsNames() : hasCopy());
    const qint64 leaving = m_check->leavingCount();
    m_leaving->setVisible(m_spec.mode == ImportMode::MakeEqual);
    m_leaving->setText(tr("%1 of %2 would leave")
                           .arg(words::count(leaving), words::people(m_check->memberCount())));
    m_try->setChecked(false);
    updateOptions();
    suggestEncoding();
    m_checkPages->setCurrentIndex(1);
    updateButtons();
    m_go->setFocus();
}

/// What can be ticked, which depends on whether names count.
void ImportDialog::updateOptions()
{
    if (!m_isChecked)
        return;
    const PlanCounts counts = m_check->planCounts();
    m_create->setText(
        counts.noProfile == 1
            ? tr("Create the missing profile")
            : tr("Create the %1 missing profiles").arg(words::count(counts.noProfile)));
    m_create->setVisible(counts.noProfile > 0);
    // Equal is a whole: half of it is neither the one nor the other.
    m_try->setVisible(m_spec.mode != ImportMode::MakeEqual
                      && counts.willChange + counts.noProfile > tried);
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
             tr("%1 has more than %2 rows.").arg(file, words::count(ImportCheck::maxRows)),
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

void ImportDialog::updateVisibleRows()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->setVisibleRows(std::max(0, first), last < 0 ? m_model->rowCount() - 1 : last);
}

void ImportDialog::updateButtons()
{
    if (!m_error) // still being built
        return;
    const QString file = words::shown(sourceName());
    const QString between = m_delimiter->currentText().toLower();
    setSubtitle(m_spec.isText()
                    ? tr("%1, separated by: %2").arg(file, between)
                    : tr("%1, %2, separated by: %3").arg(file, m_encoding->currentText(), between));
    const bool running = !m_jobs.isEmpty();
    m_back->setVisible(m_page == Page::Columns || m_page == Page::Check);
    m_save->setVisible((m_page == Page::Check && m_isChecked)
                       || (m_page == Page::Result && !running));
    m_cancel->setVisible(m_page != Page::Result);
    setFacts(m_page == Page::Result ? QString() : tr("Nothing has been changed yet."));
    switch (m_page) {
    case Page::File:
        m_go->setText(tr("Next"));
        m_go->setEnabled(m_first->columnCount() > 0);
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
        const qint64 in = changing();
        const qint64 out = m_isChecked ? m_check->leavingCount() : 0;
        if (m_spec.mode == ImportMode::MakeEqual)
            m_go->setText(tr("Add %1, remove %2").arg(words::count(in), words::count(out)));
        else
            m_go->setText(removing() ? tr("Remove %1").arg(words::people(in))
                                     : tr("Add %1").arg(words::people(in)));
        m_go->setEnabled(m_isChecked && in + out > 0);
        break;
    }
    case Page::Result: {
        const qint64 rest = changing();
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
    const qint64 leaving =
        removing() ? m_check->count(ImportStatus::WillChange) : m_check->leavingCount();
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
    case ImportCheck::LeavingDoubt::None:
        break;
    case ImportCheck::LeavingDoubt::UnreadRows:
        words.points.prepend(
            {ConfirmPoint::Kind::Lost,
             tr("<b>%1</b> rows cannot be read. They may name people who would be removed.")
                 .arg(words::count(m_check->counts().unread))});
        break;
    case ImportCheck::LeavingDoubt::NobodyNamed:
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
    const qint64 most = m_try->isChecked() && m_ran == 0 ? tried : ImportCheck::maxRows;
    const QList<CustomerId> create =
        m_create->isChecked() ? m_check->withoutProfile(most, m_ran) : QList<CustomerId>();
    const Plan leaving = m_ran == 0 ? m_check->leavingPlan() : Plan();
    const QList<Job *> jobs = m_steps.run(m_check->plan(most, m_ran), create, leaving);
    m_ran += most;
    for (Job *job : jobs) {
        m_jobs.append(job);
        connect(job, &Job::ended, this, [this, job] {
            if (const Outcome *outcome = job->outcome())
                m_outcomes.append(*outcome);
            m_jobs.removeAll(job);
            jobEnded();
        });
    }
    m_resultIcon->setIcon(u"running"_s, Tone::Accent);
    m_result->setText(tr("Working…"));
    m_advice->setText(tr("You can close this: Activity shows the progress and the result."));
    showPage(Page::Result);
    if (jobs.isEmpty())
        jobEnded();
}

void ImportDialog::jobEnded()
{
    if (m_jobs.isEmpty()) {
        OutcomeCounts all;
        for (const Outcome &outcome : std::as_const(m_outcomes))
            all += outcome.counts();
        const qint64 failed = all.failed + all.notFound;
        QString text = (m_spec.mode == ImportMode::Add ? tr("%1 added")
                            : removing()               ? tr("%1 removed")
                                                       : tr("%1 added or removed"))
                           .arg(words::people(all.changed));
        if (failed > 0)
            text += tr(", %1 failed").arg(words::count(failed));
        if (all.notSent > 0)
            text += tr(", %1 not sent").arg(words::count(all.notSent));
        m_result->setText(text);
        const bool fine = failed == 0 && all.notSent == 0;
        m_resultIcon->setIcon(fine ? u"check-circle"_s : u"warning"_s,
                              fine ? Tone::Ok : Tone::Warn);
        m_advice->setText(tr("The result file has the rows of your file with the result of each. "
                             "You can undo the change."));
    }
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
            saveImport(*m_check, m_outcomes, path, this,
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
