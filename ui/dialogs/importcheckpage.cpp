// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importcheckpage.h"

#include "ui/dialogs/importtablemodel.h"
#include "ui/kit/card.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/tilerow.h"
#include "ui/segments/waitnote.h"
#include "ui/words/words.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QProgressBar>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QVBoxLayout *plainLayout(QWidget *widget)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    return layout;
}

} // namespace

ImportCheckPage::ImportCheckPage(const CustomerLookup &names, QWidget *parent)
    : QStackedWidget(parent)
{
    auto *looking = new QWidget(this);
    auto *lookingLayout = plainLayout(looking);
    m_checking = new Label(QString(), TypeRole::Body, Tone::Second, looking);
    m_checking->setAlignment(Qt::AlignCenter);
    m_bar = makeProgressBar(looking);
    m_bar->setFixedWidth(px(320, this));
    lookingLayout->addStretch(1);
    lookingLayout->addWidget(m_checking);
    lookingLayout->addWidget(m_bar, 0, Qt::AlignHCenter);
    m_wait = new WaitNote([this] { Q_EMIT checkRequested(); }, looking);
    lookingLayout->addWidget(m_wait, 0, Qt::AlignHCenter);
    lookingLayout->addStretch(1);
    addWidget(looking);

    auto *page = new QWidget(this);
    auto *layout = plainLayout(page);
    m_tiles = new TileRow(page);
    layout->addWidget(m_tiles);
    auto *source = new QHBoxLayout;
    source->setSpacing(8);
    m_source = new Label(QString(), TypeRole::Caption, Tone::Second, page);
    m_source->setObjectName(u"lookedUpIn"_s);
    m_otherSource = new LinkButton(QString(), page);
    m_otherSource->setObjectName(u"checkElsewhere"_s);
    connect(m_otherSource, &QPushButton::clicked, this, &ImportCheckPage::elsewhereRequested);
    source->addWidget(m_source);
    source->addWidget(m_otherSource);
    source->addStretch(1);
    layout->addLayout(source);
    m_model = new ImportTableModel(this);
    m_model->setCustomerLookup(names);
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
            &ImportCheckPage::updateVisibleRows);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ImportCheckPage::updateVisibleRows,
            Qt::QueuedConnection);
    layout->addWidget(Card::around(m_table, page), 1);
    m_create = new QCheckBox(page);
    m_create->setObjectName(u"createProfiles"_s);
    m_try =
        new QCheckBox(tr("Try the first %1, then ask").arg(words::count(ImportRun::tried)), page);
    m_try->setObjectName(u"tryFirst"_s);
    m_byName = new QCheckBox(page);
    m_byName->setObjectName(u"byName"_s);
    m_byName->setToolTip(tr("A name alone does not identify a person."));
    connect(m_byName, &QCheckBox::toggled, this, &ImportCheckPage::byNameToggled);
    connect(m_create, &QCheckBox::toggled, this, &ImportCheckPage::optionsToggled);
    connect(m_try, &QCheckBox::toggled, this, &ImportCheckPage::optionsToggled);
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
    addWidget(page);
}

void ImportCheckPage::showLooking()
{
    setProgress(m_bar, 0, -1);
    setCurrentIndex(0);
}

void ImportCheckPage::showProgress(qint64 done, qint64 total, bool isCopy)
{
    m_wait->sign();
    m_checking->setText(total >= 0   ? tr("Looking up the rows…")
                            : isCopy ? tr("Reading the local copy…")
                                     : tr("Reading the members of the segment…"));
    setProgress(m_bar, done, total);
}

void ImportCheckPage::setFound(const std::shared_ptr<const ImportPreview> &check,
                               const QDateTime &copyReadAt, bool canCheckElsewhere)
{
    const bool removing = check->spec().mode == ImportMode::Remove;
    m_model->setCheck(check);
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
    add(u"file"_s, Tone::Second, tr("All rows"), check->rows().size(), std::nullopt, u"tileAll"_s)
        ->setChecked(true);
    for (int i = 0; i < importStatuses; ++i) {
        const auto status = ImportStatus(i);
        if (check->count(status) > 0 || status == ImportStatus::WillChange)
            add(ImportTableModel::statusIcon(status, removing),
                Tone(ImportTableModel::statusTone(status)),
                ImportTableModel::statusWords(status, removing), check->count(status), status,
                u"tile"_s + QString::number(i));
    }
    const qint64 named = check->count(ImportStatus::ByName) + check->counts().noProfileByName;
    m_byName->setText(named == 1 ? tr("Also the one matched by name only")
                                 : tr("Also the %1 matched by name only").arg(words::count(named)));
    m_byName->setVisible(named > 0);
    m_byName->setChecked(false);
    m_create->setChecked(false);
    m_source->setText(copyReadAt.isValid()
                          ? tr("Looked up in the local copy, read %1.").arg(words::ago(copyReadAt))
                          : tr("Looked up in the store just now."));
    if (check->counts().idsAreForeign)
        m_source->setText(m_source->text() + u' '
                          + tr("The customer IDs of the file are not those of this store, so they "
                               "are not used."));
    m_otherSource->setText(copyReadAt.isValid() ? tr("Check against the store")
                                                : tr("Check against the local copy"));
    m_otherSource->setVisible(canCheckElsewhere);
    const qint64 leaving = check->leavingCount();
    m_leaving->setVisible(check->spec().mode == ImportMode::MakeEqual);
    m_leaving->setText(
        tr("%1 of %2 would leave").arg(words::count(leaving), words::people(check->memberCount())));
    m_try->setChecked(false);
}

void ImportCheckPage::showFound()
{
    setCurrentIndex(1);
}

void ImportCheckPage::clear()
{
    m_model->setCheck(nullptr);
}

void ImportCheckPage::updateOptions(const ImportPreview &check)
{
    const PlanCounts counts = check.planCounts();
    m_create->setText(
        counts.noProfile == 1
            ? tr("Create the missing profile")
            : tr("Create the %1 missing profiles").arg(words::count(counts.noProfile)));
    m_create->setVisible(counts.noProfile > 0);
    // Equal is a whole: half of it is neither the one nor the other.
    m_try->setVisible(check.spec().mode != ImportMode::MakeEqual
                      && counts.willChange + counts.noProfile > ImportRun::tried);
}

ImportRun::Options ImportCheckPage::options() const
{
    return {m_create->isChecked(), m_try->isChecked()};
}

void ImportCheckPage::updateVisibleRows()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->setVisibleRows(std::max(0, first), last < 0 ? m_model->rowCount() - 1 : last);
}

} // namespace segmentdesk
