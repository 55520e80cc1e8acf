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
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ImportColumnsPage::ImportColumnsPage(QWidget *parent) : QWidget(parent)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    auto *card = new Card(Card::Ground::Alt, this);
    auto *banner = new QHBoxLayout(card);
    banner->setContentsMargins(16, 10, 16, 10);
    banner->setSpacing(12);
    m_icon = new IconLabel(u"check-circle"_s, Tone::Ok, 16, card);
    banner->addWidget(m_icon);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    m_understood = new Label(QString(), TypeRole::Strong, Tone::Text, card);
    m_understood->setObjectName(u"understood"_s);
    m_details = new Label(QString(), TypeRole::Body, Tone::Second, card);
    m_details->setObjectName(u"understoodDetails"_s);
    m_details->setWordWrap(true);
    texts->addWidget(m_understood);
    texts->addWidget(m_details);
    banner->addLayout(texts, 1);
    auto *kind = new Label(tr("&Preset"), TypeRole::Body, Tone::Text, card);
    m_preset = new QComboBox(card);
    m_preset->setObjectName(u"preset"_s);
    m_preset->addItem(tr("Set by hand"), QString());
    for (const Preset &preset : presets()) {
        const QString key = QString::fromLatin1(preset.key);
        if (m_preset->findData(key) < 0)
            m_preset->addItem(QString::fromLatin1(preset.tool), key);
    }
    kind->setBuddy(m_preset);
    connect(m_preset, &QComboBox::activated, this,
            [this] { Q_EMIT presetChosen(m_preset->currentData().toString()); });
    banner->addWidget(kind);
    banner->addWidget(m_preset);
    all->addWidget(card);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(16);
    all->addLayout(layout, 1);
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
                                   const QList<ColumnRole> &roles, const ColumnGuess &guess)
{
    say(titles, roles, guess);
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
        // What is not used is gray, unless it is asked for.
        const bool isAsked = guess.rivals.contains(column);
        auto *title = new Label(name, TypeRole::Body, Tone::Text, m_columnRows);
        const auto showUse = [title, combo, isAsked] {
            const bool isUsed = ColumnRole(combo->currentData().toInt()) != ColumnRole::None;
            title->setTone(isUsed || isAsked ? Tone::Text : Tone::Third);
        };
        showUse();
        connect(combo, &QComboBox::currentIndexChanged, this, [this, column, combo, showUse] {
            showUse();
            Q_EMIT roleChosen(column, ColumnRole(combo->currentData().toInt()));
        });
        if (guess.preset && guess.foreign.contains(column))
            example = tr("A number of %1").arg(QString::fromLatin1(guess.preset->tool));
        grid->addWidget(title, column + 1, 0);
        grid->addWidget(new Label(example, TypeRole::Caption, isAsked ? Tone::Text : Tone::Second,
                                  m_columnRows),
                        column + 1, 1);
        grid->addWidget(combo, column + 1, 2);
    }
    grid->setRowStretch(int(titles.size()) + 1, 1);
    grid->setColumnStretch(1, 1);
}

/// What was understood, or what is asked.
void ImportColumnsPage::say(const QStringList &titles, const QList<ColumnRole> &roles,
                            const ColumnGuess &guess)
{
    const auto named = [&titles](const QList<int> &columns) {
        QStringList names;
        for (const int column : columns)
            names.append(words::quoted(titles.value(column)));
        return names.join(u", "_s);
    };
    QList<int> used;
    for (int column = 0; column < titles.size(); ++column) {
        if (roles.value(column, ColumnRole::None) != ColumnRole::None)
            used.append(column);
    }
    const QString tool = guess.preset ? QString::fromLatin1(guess.preset->tool) : QString();
    m_preset->setCurrentIndex(std::max(
        0, m_preset->findData(guess.preset ? QString::fromLatin1(guess.preset->key) : QString())));
    const QString by = used.isEmpty() ? tr("No column identifies people yet.")
                                      : tr("People are found by %1.").arg(named(used));
    const bool isAsked = !guess.isSure() && used.isEmpty();
    if (isAsked)
        m_icon->setIcon(u"question"_s, Tone::Warn);
    else
        m_icon->setIcon(u"check-circle"_s, used.isEmpty() ? Tone::Second : Tone::Ok);
    if (isAsked) {
        m_understood->setText(tr("Which column is it?"));
        m_details->setText(
            tr("%1 could each identify people. Choose one.").arg(named(guess.rivals)));
    } else if (guess.preset) {
        m_understood->setText(tr("Looks like an export of %1").arg(tool));
        m_details->setText(
            guess.foreign.isEmpty()
                ? by
                : by + u' ' + tr("Left out as numbers of %1: %2.").arg(tool, named(guess.foreign)));
    } else {
        m_understood->setText(by);
        m_details->setText(tr("The other columns are not read."));
    }
}

void ImportColumnsPage::focusFirstColumn()
{
    if (auto *combo = m_columnRows->findChild<QComboBox *>())
        combo->setFocus(Qt::OtherFocusReason);
}

ImportMode ImportColumnsPage::mode() const
{
    return ImportMode(m_mode->checkedId());
}

} // namespace segmentdesk
