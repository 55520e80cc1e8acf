// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/exportdialog.h"

#include "ui/kit/card.h"
#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QPointer>
#include <QListWidget>
#include <QRadioButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace segmentdesk {

namespace {

/// A radio button with a sentence below it.
QRadioButton *addRadio(QVBoxLayout *layout, const QString &text, const QString &sentence, QWidget *parent)
{
    auto *radio = new QRadioButton(text, parent);
    radio->setAccessibleDescription(sentence);
    layout->addWidget(radio);
    if (!sentence.isEmpty()) {
        auto *label = new Label(sentence, TypeRole::Caption, Tone::Second, parent);
        label->setWordWrap(true);
        label->setIndent(22);
        layout->addWidget(label);
    }
    return radio;
}

} // namespace

QString ExportDialog::columnWords(ExportColumn column)
{
    switch (column) {
    case ExportColumn::FullName:
        return tr("Name");
    case ExportColumn::FirstName:
        return tr("First name");
    case ExportColumn::LastName:
        return tr("Last name");
    case ExportColumn::Email:
        return tr("E-mail");
    case ExportColumn::Company:
        return tr("Company");
    case ExportColumn::Phone:
        return tr("Phone");
    case ExportColumn::CustomerNumber:
        return tr("Customer ID");
    case ExportColumn::ProfileUuid:
        return tr("Profile ID");
    case ExportColumn::CustomerGroup:
        return tr("Customer group, its number");
    case ExportColumn::CustomerCreated:
        return tr("Customer since");
    case ExportColumn::CustomerModified:
        return tr("Customer changed");
    case ExportColumn::ProfileCreated:
        return tr("Profile created");
    case ExportColumn::ProfileUpdated:
        return tr("Profile changed");
    case ExportColumn::SegmentCount:
        return tr("Number of segments");
    case ExportColumn::SegmentNames:
        return tr("Segments, by name");
    case ExportColumn::SegmentIds:
        return tr("Segments, by ID");
    case ExportColumn::SegmentUuid:
        return tr("Segment ID");
    case ExportColumn::SegmentName:
        return tr("Segment");
    case ExportColumn::SegmentDescription:
        return tr("Description");
    case ExportColumn::SegmentMembers:
        return tr("Number of members");
    case ExportColumn::SegmentCreated:
        return tr("Created");
    case ExportColumn::SegmentUpdated:
        return tr("Changed");
    }
    return {};
}

ExportDialog::ExportDialog(const QList<Choice> &choices, const Prompts &prompts, QWidget *parent)
    : DialogFrame(parent)
    , m_choices(choices)
    , m_prompts(prompts)
    , m_what(new QButtonGroup(this))
    , m_columns(new QListWidget(this))
{
    setObjectName(u"exportDialog"_qs);
    setWindowTitle(tr("Export"));
    setHeading(tr("Export to CSV"));
    setSubtitle(tr("All of it is read from the store, not only the rows that are loaded."));

    auto *left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(new Label(tr("What"), TypeRole::Strong, Tone::Text, this));
    for (int i = 0; i < m_choices.size(); ++i) {
        const Choice &choice = m_choices.at(i);
        const QString rows = choice.rows < 0 ? QString()
                : choice.spec.kind == ExportSpec::Kind::Segments
                ? words::segments(choice.rows)
                : words::people(choice.rows);
        QRadioButton *radio = addRadio(left, words::buttonText(choice.words), rows, this);
        radio->setObjectName(u"what%1"_qs.arg(i));
        m_what->addButton(radio, i);
    }
    left->addSpacing(12);
    left->addWidget(new Label(tr("For whom"), TypeRole::Strong, Tone::Text, this));
    m_safe = addRadio(left, tr("Safe for spreadsheets"),
                      tr("Text that a spreadsheet would run as a formula gets an apostrophe in front. "
                         "Importing here takes it off again."),
                      this);
    m_safe->setObjectName(u"safeForSpreadsheets"_qs);
    m_exact = addRadio(left, tr("Exact"),
                       tr("Every character as the store has it, for other programs. Do not open it in a "
                          "spreadsheet."),
                       this);
    m_exact->setObjectName(u"exact"_qs);
    auto *forWhom = new QButtonGroup(this);
    forWhom->addButton(m_safe);
    forWhom->addButton(m_exact);
    m_safe->setChecked(true);
    left->addSpacing(12);
    m_delimiter = new QComboBox(this);
    m_delimiter->setObjectName(u"delimiter"_qs);
    m_delimiter->addItem(tr("Comma"), QChar(u','));
    m_delimiter->addItem(tr("Semicolon"), QChar(u';'));
    m_delimiter->addItem(tr("Tab"), QChar(u'\t'));
    auto *delimiterLabel = new Label(tr("&Between columns"), TypeRole::Strong, Tone::Text, this);
    delimiterLabel->setBuddy(m_delimiter);
    left->addWidget(delimiterLabel);
    left->addWidget(m_delimiter, 0, Qt::AlignLeft);
    left->addStretch(1);

    m_columns->setObjectName(u"exportColumns"_qs);
    m_columns->setAccessibleName(tr("Columns of the file, in order"));
    m_columns->setDragDropMode(QAbstractItemView::InternalMove);
    m_columns->setDefaultDropAction(Qt::MoveAction);
    m_columns->setFrameShape(QFrame::NoFrame);
    m_columns->setUniformItemSizes(true);
    auto *frame = new Card(Card::Ground::Base, this);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(4, 4, 4, 4);
    inFrame->addWidget(m_columns);
    m_up = makeButton(tr("Up"), u"chevron-up"_qs, ButtonLook::Normal, this);
    m_up->setObjectName(u"columnUp"_qs);
    m_up->setToolTip(tr("Move the column to the front (Alt+Up)"));
    m_down = makeButton(tr("Down"), u"chevron-down"_qs, ButtonLook::Normal, this);
    m_down->setObjectName(u"columnDown"_qs);
    m_down->setToolTip(tr("Move the column to the back (Alt+Down)"));
    m_usual = makeButton(tr("Usual columns"), QString(), ButtonLook::Link, this);
    m_usual->setObjectName(u"usualColumns"_qs);
    auto *moves = new QHBoxLayout;
    moves->setSpacing(8);
    for (QPushButton *button : {m_up, m_down}) {
        setButtonSmall(button);
        moves->addWidget(button);
    }
    moves->addStretch(1);
    moves->addWidget(m_usual);
    auto *right = new QVBoxLayout;
    right->setSpacing(6);
    auto *columnsLabel = new Label(tr("&Columns"), TypeRole::Strong, Tone::Text, this);
    columnsLabel->setBuddy(m_columns);
    right->addWidget(columnsLabel);
    right->addWidget(frame, 1);
    right->addLayout(moves);

    auto *both = new QHBoxLayout;
    both->setSpacing(24);
    both->addLayout(left, 1);
    both->addLayout(right, 1);
    content()->addLayout(both, 1);

    addCancelButton()->setObjectName(u"cancelButton"_qs);
    m_export = addButton(tr("Export…"), ButtonLook::Primary, u"export"_qs);
    m_export->setObjectName(u"exportButton"_qs);
    setDefaultButton(m_export);

    connect(m_what, &QButtonGroup::idClicked, this, &ExportDialog::setChoice);
    connect(m_columns, &QListWidget::itemChanged, this, &ExportDialog::updateButtons);
    connect(m_columns, &QListWidget::currentRowChanged, this, &ExportDialog::updateButtons);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Up), m_columns), &QShortcut::activated, this,
            [this] { move(-1); });
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Down), m_columns), &QShortcut::activated, this,
            [this] { move(1); });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        fillColumns(ExportSpec::defaultColumns(m_choices.at(m_choice).spec.kind));
    });
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::submit);

    m_what->button(0)->setChecked(true);
    const Choice &first = m_choices.constFirst();
    m_delimiter->setCurrentIndex(qMax(0, m_delimiter->findData(first.spec.delimiter)));
    m_exact->setChecked(first.spec.exact);
    fillColumns(first.spec.columns.isEmpty() ? ExportSpec::defaultColumns(first.spec.kind)
                                             : first.spec.columns);
    m_export->setFocus();
    setMinimumSize(px(600, this), px(440, this));
    resize(px(680, this), px(540, this));
}

void ExportDialog::setChoice(int index)
{
    const auto before = m_choices.at(m_choice).spec.kind;
    const Choice &choice = m_choices.at(index);
    m_choice = index;
    // What was ticked stays, as long as the new list has the same columns.
    if (ExportSpec::possibleColumns(before) != ExportSpec::possibleColumns(choice.spec.kind))
        fillColumns(choice.spec.columns.isEmpty() ? ExportSpec::defaultColumns(choice.spec.kind)
                                                  : choice.spec.columns);
    updateButtons();
}

void ExportDialog::fillColumns(const QList<ExportColumn> &ticked)
{
    QList<ExportColumn> all;
    const QList<ExportColumn> possible = ExportSpec::possibleColumns(m_choices.at(m_choice).spec.kind);
    for (const ExportColumn column : ticked) {
        if (possible.contains(column) && !all.contains(column))
            all.append(column);
    }
    const auto tickedCount = all.size();
    for (const ExportColumn column : possible) {
        if (!all.contains(column))
            all.append(column);
    }
    m_columns->clear();
    for (qsizetype i = 0; i < all.size(); ++i) {
        auto *item = new QListWidgetItem(columnWords(all.at(i)), m_columns);
        item->setData(Qt::UserRole, int(all.at(i)));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                       | Qt::ItemIsDragEnabled);
        item->setCheckState(i < tickedCount ? Qt::Checked : Qt::Unchecked);
    }
    m_columns->setCurrentRow(0);
    updateButtons();
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

void ExportDialog::move(int by)
{
    const int from = m_columns->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_columns->count())
        return;
    m_columns->insertItem(to, m_columns->takeItem(from));
    m_columns->setCurrentRow(to);
}

void ExportDialog::updateButtons()
{
    const auto columns = ticked().size();
    const int row = m_columns->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < m_columns->count() - 1);
    m_export->setEnabled(columns > 0 && !m_asking);
    const QString columnText = columns == 1 ? tr("1 column") : tr("%Ln columns", nullptr, int(columns));
    const qint64 number = m_choices.at(m_choice).rows;
    setFacts(columns == 0 ? tr("Tick at least one column.")
             : number < 0 ? columnText
                          : tr("%1, %2").arg(words::rows(number), columnText));
}

ExportSpec ExportDialog::spec() const
{
    ExportSpec spec = m_choices.at(m_choice).spec;
    spec.columns = ticked();
    spec.delimiter = m_delimiter->currentData().toChar();
    spec.exact = m_exact->isChecked();
    spec.byteOrderMark = m_safe->isChecked();
    return spec;
}

void ExportDialog::submit()
{
    if (m_asking || ticked().isEmpty())
        return;
    m_asking = true;
    updateButtons();
    m_prompts.saveFile(this, tr("Export to CSV"), m_choices.at(m_choice).fileName, tr("CSV files (*.csv)"),
                       [guard = QPointer<ExportDialog>(this)](const QString &path) {
                           if (!guard)
                               return;
                           guard->m_asking = false;
                           guard->updateButtons();
                           if (path.isEmpty())
                               return; // back to the dialog, nothing is lost
                           ExportSpec spec = guard->spec();
                           spec.fileName = path;
                           Q_EMIT guard->exportRequested(spec);
                           guard->accept();
                       });
}

} // namespace segmentdesk
