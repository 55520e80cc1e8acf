// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/exportdialog.h"

#include "models/export/exportfile.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/card.h"
#include "ui/kit/choicegroup.h"
#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/words/words.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QGridLayout>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRadioButton>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int previewRows = 2;

/// A radio button with a sentence below it.
/// A list in a frame of its own.
QListWidget *addList(QVBoxLayout *layout, int stretch, QWidget *parent)
{
    auto *frame = new Card(Card::Ground::Base, parent);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(4, 4, 4, 4);
    auto *list = new QListWidget(frame);
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // It takes the height that is left, so that all else is seen without scrolling.
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    inFrame->addWidget(list);
    layout->addWidget(frame, stretch);
    return list;
}

} // namespace

ExportDialog::ExportDialog(const QList<Choice> &choices, const Prompts &prompts,
                           QSettings *settings, QWidget *parent)
    : DialogFrame(parent), m_choices(choices), m_prompts(prompts), m_settings(settings),
      m_what(new QButtonGroup(this))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export"));
    setHeading(tr("Export to CSV"));
    setSubtitle(tr("All rows are exported, not only the loaded ones."));
    if (m_settings) {
        for (Choice &choice : m_choices)
            choice.spec.recall(*m_settings);
    }

    auto *both = new QHBoxLayout;
    both->setSpacing(24);
    both->addWidget(makeLeft(), 1);
    both->addWidget(makeRight(), 1);
    content()->addLayout(both, 1);

    auto *previewLabel = new Label(tr("&Preview"), TypeRole::Strong, Tone::Text, this);
    auto *frame = new Card(Card::Ground::Base, this);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(8, 4, 8, 4);
    m_preview = new QPlainTextEdit(frame);
    m_preview->setObjectName(u"preview"_s);
    m_preview->setAccessibleName(tr("The first lines of the file"));
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_preview->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_preview->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_preview->document()->setDocumentMargin(0);
    m_preview->setFixedHeight(m_preview->fontMetrics().lineSpacing() * (previewRows + 1)
                              + m_preview->horizontalScrollBar()->sizeHint().height() + 4);
    previewLabel->setBuddy(m_preview);
    inFrame->addWidget(m_preview);
    auto *below = new QVBoxLayout;
    below->setSpacing(6);
    below->addWidget(previewLabel);
    below->addWidget(frame);
    content()->addLayout(below);

    addCancelButton()->setObjectName(u"cancelButton"_s);
    m_export = addButton(tr("Export…"), ButtonLook::Primary, u"export"_s);
    m_export->setObjectName(u"exportButton"_s);
    setDefaultButton(m_export);

    connect(m_what, &QButtonGroup::idClicked, this, &ExportDialog::setChoice);
    const auto changed = [this] {
        m_changed = true;
        updateState();
    };
    connect(m_columns, &QListWidget::itemChanged, this, changed);
    connect(m_columns, &QListWidget::currentRowChanged, this, &ExportDialog::updateState);
    connect(m_columns->model(), &QAbstractItemModel::rowsMoved, this, changed);
    connect(m_columns->model(), &QAbstractItemModel::rowsInserted, this, &ExportDialog::updateState,
            Qt::QueuedConnection); // dropped: the item gets its text a moment later
    connect(m_matrixSegments, &QListWidget::itemChanged, this, &ExportDialog::updateState);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Up), m_columns), &QShortcut::activated,
            this, [this] { move(-1); });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Down), m_columns), &QShortcut::activated,
            this, [this] { move(1); });
    connect(m_default, &QPushButton::clicked, this, &ExportDialog::restoreDefault);
    connect(m_safe, &QRadioButton::toggled, this, &ExportDialog::updateState);
    connect(m_copy, &QRadioButton::toggled, this, &ExportDialog::updateState);
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, &ExportDialog::updateState);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::submit);

    m_what->button(0)->setChecked(true);
    setCopy({}, {});
    showSpec(m_choices.constFirst().spec);
    m_export->setFocus();
    m_columns->setMinimumHeight(px(132, this));
    m_matrixSegments->setMinimumHeight(px(78, this));
    resize(px(760, this), px(600, this));
}

QWidget *ExportDialog::makeLeft()
{
    auto *side = new QWidget(this);
    auto *left = new QVBoxLayout(side);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(6);
    auto *kinds = new ChoiceGroup(tr("What"), side);
    left->addWidget(kinds);
    auto *what = new QGridLayout;
    what->setHorizontalSpacing(12);
    what->setVerticalSpacing(6);
    what->setColumnStretch(0, 1);
    for (int i = 0; i < m_choices.size(); ++i) {
        const Choice &choice = m_choices.at(i);
        const QString rows = choice.rows < 0                 ? QString()
            : choice.spec.kind == ExportSpec::Kind::Segments ? words::segments(choice.rows)
                                                             : words::people(choice.rows);
        auto *radio =
            new QRadioButton(words::buttonText(words::shortened(choice.words, 48)), kinds);
        radio->setObjectName(u"what"_s + QString::number(i));
        radio->setAccessibleDescription(rows);
        radio->setToolTip(choice.words.size() > 48 ? words::shown(choice.words) : QString());
        m_what->addButton(radio, i);
        what->addWidget(radio, i, 0);
        what->addWidget(new Label(rows, TypeRole::Caption, Tone::Second, kinds), i, 1,
                        Qt::AlignRight);
    }
    kinds->rows()->addLayout(what);
    left->addSpacing(12);

    auto *from = new ChoiceGroup(tr("From where"), side);
    m_from = from;
    from->rows()->setContentsMargins(0, 0, 0, 12);
    m_copy = from->add({});
    m_copy->setObjectName(u"fromCopy"_s);
    m_store = from->add(tr("The store as it is now, over the network"));
    m_store->setObjectName(u"fromStore"_s);
    auto *fromWhere = new QButtonGroup(this);
    for (QRadioButton *radio : {m_copy, m_store})
        fromWhere->addButton(radio);
    m_copy->setChecked(true);
    left->addWidget(m_from);

    auto *format = new ChoiceGroup(tr("Format"), side);
    left->addWidget(format);
    m_safe = format->add(tr("Safe for spreadsheets"),
                         tr("What looks like a formula gets an apostrophe in front."));
    m_safe->setObjectName(u"safeForSpreadsheets"_s);
    m_safe->setToolTip(tr("Spreadsheets run text that begins like a formula. Importing it here "
                          "removes the apostrophe."));
    m_exact =
        format->add(tr("Exact"), tr("Every character as the store has it, for other programs."));
    m_exact->setObjectName(u"exact"_s);
    m_exact->setToolTip(tr("Do not open it in a spreadsheet"));
    auto *forWhom = new QButtonGroup(this);
    forWhom->addButton(m_safe);
    forWhom->addButton(m_exact);
    m_safe->setChecked(true);
    left->addSpacing(12);
    m_delimiter = new QComboBox(side);
    m_delimiter->setObjectName(u"delimiter"_s);
    m_delimiter->addItem(tr("Comma"), QChar(u','));
    m_delimiter->addItem(tr("Semicolon"), QChar(u';'));
    m_delimiter->addItem(tr("Tab"), QChar(u'\t'));
    auto *delimiterLabel = new Label(tr("&Delimiter"), TypeRole::Strong, Tone::Text, side);
    delimiterLabel->setBuddy(m_delimiter);
    auto *between = new QHBoxLayout;
    between->setSpacing(12);
    between->addWidget(delimiterLabel);
    between->addWidget(m_delimiter);
    between->addStretch(1);
    left->addLayout(between);
    left->addStretch(1);
    return side;
}

QWidget *ExportDialog::makeRight()
{
    auto *side = new QWidget(this);
    auto *right = new QVBoxLayout(side);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(6);
    auto *columnsLabel = new Label(tr("&Columns"), TypeRole::Strong, Tone::Text, side);
    right->addWidget(columnsLabel);
    m_columns = addList(right, 3, side);
    m_columns->setObjectName(u"exportColumns"_s);
    m_columns->setAccessibleName(tr("Columns of the file, in order"));
    m_columns->setDragDropMode(QAbstractItemView::InternalMove);
    m_columns->setDefaultDropAction(Qt::MoveAction);
    m_columns->setToolTip(tr("Drag to change the order, or press Alt+Up and Alt+Down"));
    columnsLabel->setBuddy(m_columns);

    m_up = makeButton(tr("Up"), u"chevron-up"_s, ButtonLook::Normal, side);
    m_up->setObjectName(u"columnUp"_s);
    m_up->setToolTip(tr("Move the column to the front (Alt+Up)"));
    m_down = makeButton(tr("Down"), u"chevron-down"_s, ButtonLook::Normal, side);
    m_down->setObjectName(u"columnDown"_s);
    m_down->setToolTip(tr("Move the column to the back (Alt+Down)"));
    m_default = makeButton(tr("Restore default"), QString(), ButtonLook::Link, side);
    m_default->setObjectName(u"restoreDefault"_s);
    m_default->setToolTip(tr("The default columns, safe for spreadsheets, separated by commas"));
    auto *moves = new QHBoxLayout;
    moves->setSpacing(8);
    for (QPushButton *button : {m_up, m_down}) {
        setButtonSmall(button);
        moves->addWidget(button);
    }
    moves->addStretch(1);
    moves->addWidget(m_default);
    right->addLayout(moves);

    m_matrix = new QWidget(side);
    auto *matrix = new QVBoxLayout(m_matrix);
    matrix->setContentsMargins(0, 6, 0, 0);
    matrix->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *segmentsLabel = new Label(tr("Then a column for each of these &segments"),
                                    TypeRole::Strong, Tone::Text, m_matrix);
    head->addWidget(segmentsLabel, 1);
    auto *all = makeButton(tr("All"), QString(), ButtonLook::Link, m_matrix);
    all->setObjectName(u"allSegments"_s);
    all->setToolTip(tr("Select every segment"));
    auto *none = makeButton(tr("None"), QString(), ButtonLook::Link, m_matrix);
    none->setObjectName(u"noSegments"_s);
    none->setToolTip(tr("Select no segment"));
    head->addWidget(all);
    head->addWidget(none);
    matrix->addLayout(head);
    m_matrixSegments = addList(matrix, 1, m_matrix);
    m_matrixSegments->setObjectName(u"matrixSegments"_s);
    m_matrixSegments->setAccessibleName(tr("Segments that are columns of the file"));
    segmentsLabel->setBuddy(m_matrixSegments);
    m_everybody = new QCheckBox(tr("Include people who are in none of them"), m_matrix);
    m_everybody->setObjectName(u"everybody"_s);
    matrix->addWidget(m_everybody);
    right->addWidget(m_matrix, 2);
    connect(all, &QPushButton::clicked, this, [this] { tickSegments(true); });
    connect(none, &QPushButton::clicked, this, [this] { tickSegments(false); });
    return side;
}

void ExportDialog::setCopy(const QDateTime &readAt, const QString &unavailableReason)
{
    m_copyReadAt = readAt;
    m_whyNoCopy = unavailableReason;
    m_copy->setText(readAt.isValid()
                        ? tr("The local copy of %1, at once").arg(words::timeOfCopy(readAt))
                        : tr("The local copy"));
    updateState();
}

void ExportDialog::setSamples(const QList<Person> &people, const QList<Segment> &segments)
{
    m_people = people.mid(0, previewRows);
    m_segments = segments;
    m_matrixSegments->clear();
    {
        const QSignalBlocker quiet(m_matrixSegments);
        for (const Segment &segment : segments) {
            auto *item = new QListWidgetItem(words::shown(SegmentListModel::shownName(segment)),
                                             m_matrixSegments);
            item->setData(Qt::UserRole, QVariant::fromValue(segment.id));
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Checked);
        }
    }
    updateState();
}

void ExportDialog::setMatrixSegments(const QList<SegmentId> &segments)
{
    if (segments.isEmpty())
        return;
    {
        const QSignalBlocker quiet(m_matrixSegments);
        for (int i = 0; i < m_matrixSegments->count(); ++i) {
            QListWidgetItem *item = m_matrixSegments->item(i);
            item->setCheckState(segments.contains(item->data(Qt::UserRole).value<SegmentId>())
                                    ? Qt::Checked
                                    : Qt::Unchecked);
        }
    }
    updateState();
}

bool ExportDialog::isMatrix() const
{
    return m_choices.at(m_choice).spec.kind == ExportSpec::Kind::Matrix;
}

void ExportDialog::setChoice(int index)
{
    const ExportSpec before = spec();
    m_choices[m_choice].spec.columns = before.columns;
    m_choices[m_choice].spec.delimiter = before.delimiter;
    m_choices[m_choice].spec.exact = before.exact;
    const bool wasMatrix = isMatrix();
    m_choice = index;
    ExportSpec next = m_choices.at(index).spec;
    // What the user has just ticked stays, as long as the new list has the same columns.
    if (m_changed && wasMatrix == isMatrix()
        && ExportSpec::possibleColumns(before.kind) == ExportSpec::possibleColumns(next.kind))
        next.columns = before.columns;
    showSpec(next);
}

void ExportDialog::showSpec(const ExportSpec &spec)
{
    m_delimiter->setCurrentIndex(qMax(0, m_delimiter->findData(spec.delimiter)));
    (spec.exact ? m_exact : m_safe)->setChecked(true);
    fillColumns(spec.columns.isEmpty() ? ExportSpec::defaultColumns(spec.kind) : spec.columns);
}

void ExportDialog::restoreDefault()
{
    ExportSpec usual;
    usual.kind = m_choices.at(m_choice).spec.kind;
    m_changed = true;
    tickSegments(true);
    m_everybody->setChecked(false);
    showSpec(usual);
}

void ExportDialog::fillColumns(const QList<ExportColumn> &ticked)
{
    QList<ExportColumn> all;
    const QList<ExportColumn> possible =
        ExportSpec::possibleColumns(m_choices.at(m_choice).spec.kind);
    for (const ExportColumn column : ticked) {
        if (possible.contains(column) && !all.contains(column))
            all.append(column);
    }
    const auto tickedCount = all.size();
    for (const ExportColumn column : possible) {
        if (!all.contains(column))
            all.append(column);
    }
    {
        const QSignalBlocker quiet(m_columns);
        m_columns->clear();
        for (qsizetype i = 0; i < all.size(); ++i) {
            auto *item = new QListWidgetItem(exportColumnTitle(all.at(i)), m_columns);
            item->setData(Qt::UserRole, int(all.at(i)));
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           | Qt::ItemIsDragEnabled);
            item->setCheckState(i < tickedCount ? Qt::Checked : Qt::Unchecked);
        }
        m_columns->setCurrentRow(0);
    }
    updateState();
}

QList<ExportColumn> ExportDialog::ticked() const
{
    QList<ExportColumn> columns;
    for (int i = 0; i < m_columns->count(); ++i) {
        const QListWidgetItem *item = m_columns->item(i);
        if (item->checkState() == Qt::Checked)
            columns.append(static_cast<ExportColumn>(item->data(Qt::UserRole).toInt()));
    }
    return columns;
}

QList<SegmentId> ExportDialog::tickedSegments() const
{
    QList<SegmentId> segments;
    for (int i = 0; i < m_matrixSegments->count(); ++i) {
        const QListWidgetItem *item = m_matrixSegments->item(i);
        if (item->checkState() == Qt::Checked)
            segments.append(item->data(Qt::UserRole).value<SegmentId>());
    }
    return segments;
}

void ExportDialog::tickSegments(bool all)
{
    {
        const QSignalBlocker quiet(m_matrixSegments);
        for (int i = 0; i < m_matrixSegments->count(); ++i)
            m_matrixSegments->item(i)->setCheckState(all ? Qt::Checked : Qt::Unchecked);
    }
    m_matrixSegments->viewport()->update();
    updateState();
}

void ExportDialog::move(int by)
{
    const int from = m_columns->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_columns->count())
        return;
    m_columns->insertItem(to, m_columns->takeItem(from));
    m_columns->setCurrentRow(to);
    m_changed = true;
    updateState();
}

void ExportDialog::updateState()
{
    const Choice &choice = m_choices.at(m_choice);
    const auto columns = ticked().size();
    const int row = m_columns->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < m_columns->count() - 1);
    m_matrix->setVisible(isMatrix());
    m_from->setVisible(m_copyReadAt.isValid() || choice.spec.needsCopy());
    m_store->setEnabled(!choice.spec.needsCopy());
    m_store->setToolTip(m_store->isEnabled() ? QString()
                                             : tr("Available only from the local copy"));
    if (choice.spec.needsCopy())
        m_copy->setChecked(true);
    const bool lacksCopy = choice.spec.needsCopy() && !m_copyReadAt.isValid();
    m_copy->setEnabled(!lacksCopy);
    const bool lacksSegments = isMatrix() && tickedSegments().isEmpty();
    m_export->setEnabled(columns > 0 && !lacksSegments && !lacksCopy && !m_asking);
    const auto allColumns = columns + (isMatrix() ? tickedSegments().size() : 0);
    const QString columnText = allColumns == 1 ? tr("%Ln column", nullptr, 1)
                                               : tr("%Ln columns", nullptr, int(allColumns));
    setFacts(lacksCopy             ? m_whyNoCopy
                 : columns == 0    ? tr("Select at least one column.")
                 : lacksSegments   ? tr("Select at least one segment.")
                 : choice.rows < 0 ? columnText
                                   : tr("%1, %2").arg(words::rows(choice.rows), columnText));
    updatePreview();
}

void ExportDialog::updatePreview()
{
    ExportSpec shown = spec();
    shown.people.clear();
    QList<Segment> segments = m_segments;
    if (isMatrix()) {
        // The list is short: its first columns say it all, and this goes with every tick.
        constexpr int most = 20;
        const QList<SegmentId> wanted = tickedSegments().mid(0, most);
        segments.removeIf(
            [&wanted](const Segment &segment) { return !wanted.contains(segment.id); });
    } else if (shown.kind == ExportSpec::Kind::Segments) {
        segments = segments.mid(0, previewRows);
    }
    const bool ofPeople = shown.kind != ExportSpec::Kind::Segments;
    m_preview->setPlainText(
        shown.columns.isEmpty()
            ? QString()
            : ExportFile::preview(shown, ofPeople ? m_people : QList<Person>(), segments)
                  .join(u'\n'));
}

ExportSpec ExportDialog::spec() const
{
    ExportSpec spec = m_choices.at(m_choice).spec;
    spec.columns = ticked();
    spec.delimiter = m_delimiter->currentData().toChar();
    spec.exact = m_exact->isChecked();
    spec.byteOrderMark = !spec.exact;
    spec.source = m_copyReadAt.isValid() && m_copy->isChecked() ? ExportSpec::Source::Copy
                                                                : ExportSpec::Source::Store;
    if (isMatrix()) {
        spec.everybody = m_everybody->isChecked();
        spec.segments = tickedSegments();
        if (spec.segments.size() == m_matrixSegments->count())
            spec.segments.clear(); // all, also one that is made meanwhile
    }
    return spec;
}

void ExportDialog::submit()
{
    if (m_asking || !m_export->isEnabled())
        return;
    m_asking = true;
    updateState();
    m_prompts.saveFile(this, tr("Export to CSV"), m_choices.at(m_choice).fileName,
                       tr("CSV files (*.csv)"),
                       [guard = QPointer<ExportDialog>(this)](const QString &path) {
                           if (!guard)
                               return;
                           guard->m_asking = false;
                           guard->updateState();
                           if (path.isEmpty())
                               return; // back to the dialog, nothing is lost
                           ExportSpec spec = guard->spec();
                           spec.fileName = path;
                           if (guard->m_settings)
                               spec.remember(*guard->m_settings);
                           Q_EMIT guard->exportRequested(spec);
                           guard->accept();
                       });
}

} // namespace segmentdesk
