// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importfilepage.h"

#include "ui/kit/card.h"
#include "ui/kit/label.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableview.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int shownRows = 12;
constexpr qsizetype shownLetters = 60;
constexpr int maxHeaderLine = 9'999;

} // namespace

ImportFilePage::ImportFilePage(bool isText, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [this, row](const QString &text, const QString &name) {
        auto *combo = new QComboBox(this);
        combo->setObjectName(name);
        auto *label = new Label(text, TypeRole::Body, Tone::Text, this);
        label->setBuddy(combo);
        row->addWidget(label);
        row->addWidget(combo);
        row->addSpacing(12);
        connect(combo, &QComboBox::activated, this, &ImportFilePage::dialectChosen);
        return std::pair(combo, label);
    };
    Label *encodingLabel = nullptr;
    std::tie(m_encoding, encodingLabel) = add(tr("&Encoding"), u"encoding"_s);
    using Encoding = CsvDialect::Encoding;
    m_encoding->addItem(tr("UTF-8"), int(Encoding::Utf8));
    m_encoding->addItem(tr("UTF-16, little-endian"), int(Encoding::Utf16Le));
    m_encoding->addItem(tr("UTF-16, big-endian"), int(Encoding::Utf16Be));
    m_encoding->addItem(tr("Windows-1252 (Western European)"), int(Encoding::Windows1252));
    // Pasted text has no encoding any more.
    m_encoding->setVisible(!isText);
    encodingLabel->setVisible(!isText);
    m_delimiter = add(tr("&Delimiter"), u"delimiter"_s).first;
    m_delimiter->addItem(tr("Comma"), int(','));
    m_delimiter->addItem(tr("Semicolon"), int(';'));
    m_delimiter->addItem(tr("Tab"), int('\t'));
    m_delimiter->addItem(tr("Vertical bar"), int('|'));
    m_header = new QCheckBox(tr("&Headings in line"), this);
    m_header->setObjectName(u"header"_s);
    connect(m_header, &QCheckBox::clicked, this, &ImportFilePage::dialectChosen);
    row->addWidget(m_header);
    m_headerLine = new QSpinBox(this);
    m_headerLine->setObjectName(u"headerLine"_s);
    m_headerLine->setAccessibleName(tr("Line that names the columns"));
    m_headerLine->setRange(1, maxHeaderLine);
    m_headerLine->setKeyboardTracking(false);
    connect(m_headerLine, &QSpinBox::valueChanged, this, &ImportFilePage::dialectChosen);
    row->addWidget(m_headerLine);
    row->addStretch(1);
    layout->addLayout(row);

    m_first = new QStandardItemModel(this);
    auto *table = new TableView(this);
    m_firstRows = table;
    table->setObjectName(u"firstRows"_s);
    table->setAccessibleName(tr("The first rows of the file"));
    table->setModel(m_first);
    table->setItemDelegate(new RowDelegate(table));
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setFrameShape(QFrame::NoFrame);
    layout->addWidget(Card::around(table, this), 1);
}

CsvDialect::Encoding ImportFilePage::encoding() const
{
    return CsvDialect::Encoding(m_encoding->currentData().toInt());
}

char ImportFilePage::delimiter() const
{
    return char(m_delimiter->currentData().toInt());
}

bool ImportFilePage::hasHeader() const
{
    return m_header->isChecked();
}

int ImportFilePage::headerLine() const
{
    return m_headerLine->value();
}

QString ImportFilePage::encodingName(CsvDialect::Encoding encoding) const
{
    return m_encoding->itemText(m_encoding->findData(int(encoding)));
}

QString ImportFilePage::encodingText() const
{
    return m_encoding->currentText();
}

QString ImportFilePage::delimiterText() const
{
    return m_delimiter->currentText();
}

void ImportFilePage::setDialect(const CsvDialect &dialect)
{
    m_encoding->setCurrentIndex(m_encoding->findData(int(dialect.encoding)));
    m_delimiter->setCurrentIndex(m_delimiter->findData(int(dialect.delimiter)));
    m_header->setChecked(dialect.header);
    const QSignalBlocker blocker(m_headerLine);
    m_headerLine->setValue(dialect.startLine);
    m_headerLine->setEnabled(dialect.header);
}

void ImportFilePage::setRows(const QStringList &names, const QList<QStringList> &rows,
                             qsizetype columns)
{
    m_first->clear();
    const int shown = int(std::min<qsizetype>(columns, maxShownColumns));
    QStringList heads;
    for (int column = 0; column < shown; ++column) {
        const QString name = words::shown(names.value(column));
        heads.append(name.isEmpty() ? tr("Column %1").arg(words::count(column + 1)) : name);
    }
    m_first->setHorizontalHeaderLabels(heads);
    for (const QStringList &row : rows.first(std::min<qsizetype>(rows.size(), shownRows))) {
        QList<QStandardItem *> items;
        for (int column = 0; column < shown; ++column)
            items.append(
                new QStandardItem(words::shown(words::shortened(row.value(column), shownLetters))));
        m_first->appendRow(items);
    }
    // As wide as what is in them, within reason; there are few rows.
    for (int column = 0; column < shown; ++column) {
        qsizetype letters = heads[column].size();
        for (int row = 0; row < m_first->rowCount(); ++row)
            letters = std::max(letters, m_first->item(row, column)->text().size());
        m_firstRows->setColumnWidth(column,
                                    px(int(std::clamp<qsizetype>(letters, 8, 34)) * 8 + 32, this));
    }
    m_firstRows->setStretchColumn(shown - 1);
}

QStringList ImportFilePage::columnTitles() const
{
    QStringList titles;
    for (int column = 0; column < m_first->columnCount(); ++column)
        titles.append(m_first->horizontalHeaderItem(column)->text());
    return titles;
}

bool ImportFilePage::hasColumns() const
{
    return m_first->columnCount() > 0;
}

} // namespace segmentdesk
