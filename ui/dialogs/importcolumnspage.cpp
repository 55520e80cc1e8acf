// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importcolumnspage.h"

#include "ui/kit/card.h"
#include "ui/kit/choicegroup.h"
#include "ui/kit/label.h"
#include "ui/words/words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QRadioButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ImportColumnsPage::ImportColumnsPage(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    m_columnRows = new QWidget(area);
    area->setWidget(m_columnRows);
    area->viewport()->setAutoFillBackground(false);
    m_columnRows->setAutoFillBackground(false);
    layout->addWidget(Card::around(area, this), 3);

    auto *right = new ChoiceGroup(tr("What to do with them"), this);
    m_mode = new QButtonGroup(this);
    const auto add = [this, right](ImportMode mode, const QString &name, const QString &text,
                                   const QString &sentence) {
        QRadioButton *radio = right->add(text, sentence);
        radio->setObjectName(name);
        m_mode->addButton(radio, int(mode));
    };
    add(ImportMode::Add, u"modeAdd"_s, tr("&Add them to the segment"), tr("No one is removed."));
    add(ImportMode::Remove, u"modeRemove"_s, tr("&Remove them from the segment"),
        tr("Their profiles stay."));
    add(ImportMode::MakeEqual, u"modeEqual"_s, tr("&Make the segment equal to the file"),
        tr("Adds missing people and removes members who are not in the file."));
    m_mode->button(int(ImportMode::Add))->setChecked(true);
    right->rows()->addStretch(1);
    layout->addWidget(right, 2);
}

void ImportColumnsPage::setColumns(const QStringList &titles, const QList<QStringList> &rows,
                                   const QList<ColumnRole> &roles)
{
    delete m_columnRows->layout();
    qDeleteAll(m_columnRows->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *grid = new QGridLayout(m_columnRows);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->addWidget(
        new Label(tr("Columns in the file"), TypeRole::Strong, Tone::Second, m_columnRows), 0, 0);
    for (int column = 0; column < titles.size(); ++column) {
        const QString &name = titles[column];
        QString example;
        for (const QStringList &row : rows) {
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
        combo->setCurrentIndex(combo->findData(int(roles[column])));
        combo->setAccessibleName(name);
        connect(combo, &QComboBox::currentIndexChanged, this, [this, column, combo] {
            Q_EMIT roleChosen(column, ColumnRole(combo->currentData().toInt()));
        });
        grid->addWidget(new Label(name, TypeRole::Body, Tone::Text, m_columnRows), column + 1, 0);
        grid->addWidget(new Label(example, TypeRole::Caption, Tone::Second, m_columnRows),
                        column + 1, 1);
        grid->addWidget(combo, column + 1, 2);
    }
    grid->setRowStretch(int(titles.size()) + 1, 1);
    grid->setColumnStretch(1, 1);
}

ImportMode ImportColumnsPage::mode() const
{
    return ImportMode(m_mode->checkedId());
}

} // namespace segmentdesk
