// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Shows every piece of the kit with invented data:
//   segmentdesk_gallery [--dark] [--shot DIR]
// --shot saves a PNG of each page in both themes and ends.

#include "ui/kit/avatar.h"
#include "ui/kit/badge.h"
#include "ui/kit/card.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/chipsdelegate.h"
#include "ui/kit/controls.h"
#include "ui/kit/copyvalue.h"
#include "ui/kit/dragbadge.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/quotagauge.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/segmentdelegate.h"
#include "ui/kit/selectionbar.h"
#include "ui/kit/stateview.h"
#include "ui/kit/stepbar.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/typedconfirm.h"
#include "ui/kit/upsettablemodel.h"
#include "ui/kit/upsetwidget.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QGroupBox>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

struct Row
{
    const char16_t *name;
    const char16_t *mail;
    const char16_t *company;
    int id;
    Chips chips;
    const char16_t *created;
};

const Chip gold{u"Loyalty: Gold"_s, 1};
const Chip news{u"Newsletter EU"_s, 4};
const Chip summer{u"Summer sale: bought twice"_s, 3};
const Chip wholesale{u"Wholesale"_s, 2};

QList<Row> people()
{
    return {
        {u"Zoë Lindqvist",
         u"zoe.lindqvist@nordlys.example",
         u"Nordlys Outdoor",
         124310,
         {gold, news, summer},
         u"6 Nov 2025"},
        {u"김서연", u"seoyeon.kim@example.com", u"", 123118, {news}, u"3 Sep 2025"},
        {u"佐藤 健一", u"k.sato@example.org", u"", 122031, {news}, u"20 Aug 2025"},
        {u"山田 美咲", u"misaki@hanaya.example", u"花屋 はなや", 121907, {summer}, u"17 Aug 2025"},
        {u"ليلى الخطيب", u"layla.khatib@example.net", u"", 119355, {news, gold}, u"2 Jun 2025"},
        {u"محمد العلي", u"m.alali@example.com", u"دار النخيل", 117209, {wholesale}, u"26 Apr 2025"},
        {u"Nguyễn Thị Hương",
         u"huong.nguyen@example.com",
         u"Mây Studio",
         112540,
         {summer, gold},
         u"8 Feb 2025"},
        {u"Amara Okafor",
         u"amara@okaforprints.example",
         u"Okafor Prints",
         110093,
         {summer},
         u"1 Dec 2024"},
        {u"Çağla Yıldırım", u"cagla@yildirim.example", u"", 108276, {gold}, u"14 Oct 2024"},
        {u"Siobhán Ó Briain",
         u"siobhan@obriain.example",
         u"",
         101744,
         {{u"Gift card holders"_s, 7}},
         u"11 May 2024"},
        {u"Łucja Zając",
         u"lucja@zajac.example",
         u"Pracownia Zając",
         105661,
         {gold},
         u"15 Mar 2024"},
        {u"Дарья Соколова",
         u"d.sokolova@example.org",
         u"",
         98114,
         {{u"Lapsed 90 days"_s, 1}},
         u"21 Jan 2024"},
        {u"Ελένη Παπαδοπούλου", u"eleni.p@example.net", u"", 96475, {news, gold}, u"7 Jan 2024"},
        {u"Олександр Шевченко",
         u"o.shevchenko@example.com",
         u"",
         93668,
         {{u"Loyalty: Silver"_s, 6}},
         u"12 Dec 2023"},
        {u"Matěj Dvořák",
         u"matej.dvorak@example.org",
         u"",
         88902,
         {{u"Loyalty: Silver"_s, 6}},
         u"28 Nov 2023"},
        {u"José Antonio Núñez",
         u"ja.nunez@ferreteria.example",
         u"Ferretería Núñez",
         87430,
         {wholesale},
         u"9 Nov 2023"},
    };
}

QStandardItemModel *peopleModel(QObject *parent, int copies = 4)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({u""_s, u"Name"_s, u"E-mail"_s, u"Company"_s, u"Customer ID"_s,
                                      u"Other segments"_s, u"Created"_s});
    const int right = int(Qt::AlignRight | Qt::AlignVCenter);
    model->setHeaderData(4, Qt::Horizontal, right, Qt::TextAlignmentRole);
    model->setHeaderData(6, Qt::Horizontal, right, Qt::TextAlignmentRole);
    for (int copy = 0; copy < copies; ++copy) {
        for (const Row &row : people()) {
            auto *chips = new QStandardItem;
            chips->setData(QVariant::fromValue(row.chips), ChipsRole);
            auto *id = new QStandardItem(QString::number(row.id));
            id->setTextAlignment(Qt::AlignRight);
            auto *created = new QStandardItem(QString::fromUtf16(row.created));
            created->setTextAlignment(Qt::AlignRight);
            model->appendRow({new QStandardItem, new QStandardItem(QString::fromUtf16(row.name)),
                              new QStandardItem(QString::fromUtf16(row.mail)),
                              new QStandardItem(QString::fromUtf16(row.company)), id, chips,
                              created});
        }
    }
    return model;
}

TableView *peopleTable(QWidget *parent, int copies = 4)
{
    auto *table = new TableView(parent);
    table->setModel(peopleModel(table, copies));
    table->setCheckColumn(0);
    auto *delegate = new RowDelegate(table);
    delegate->setMutedColumns({2, 3, 6});
    table->setItemDelegate(delegate);
    table->setItemDelegateForColumn(5, new ChipsDelegate(table));
    const int widths[] = {46, 164, 206, 124, 92, 160, 106};
    for (int column = 1; column < 7; ++column)
        table->setColumnWidth(column, widths[column]);
    table->setStretchColumn(5);
    table->horizontalHeader()->setSortIndicatorShown(true);
    table->horizontalHeader()->setSortIndicator(6, Qt::DescendingOrder);
    table->setAccessibleName(u"People"_s);
    return table;
}

QStandardItemModel *segmentsModel(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    const auto add = [model](const QString &name, const QString &count, int marker) {
        auto *item = new QStandardItem(name);
        item->setData(count, CountTextRole);
        if (marker >= 0)
            item->setData(marker, MarkerRole);
        model->appendRow(item);
        return item;
    };
    add(u"All profiles"_s, u"98,211"_s, -1)->setData(u"people"_s, IconNameRole);
    add(u"Without profile"_s, u"1,204"_s, -1)->setData(u"person-x"_s, IconNameRole);
    add(u"VIP"_s, u"12,340"_s, 0)->setData(true, SeparatorAboveRole);
    add(u"Lapsed 90 days"_s, u"4,981"_s, 1);
    add(u"Wholesale"_s, u"733"_s, 2);
    add(u"Summer sale: bought twice"_s, u"2,115"_s, 3);
    add(u"Newsletter EU"_s, u"31,877"_s, 4);
    add(u"First order, no second"_s, u"8,402"_s, 5);
    add(u"Loyalty: Gold"_s, u"3,608"_s, 1);
    add(u"Loyalty: Silver"_s, u"9,114"_s, 6);
    add(u"Gift card holders"_s, u"5,276"_s, 7);
    add(u"Händler DACH"_s, u"412"_s, 2);
    add(u"Birthday in December"_s, u"1,930"_s, 7);
    add(u"Returned twice"_s, u"287"_s, 5);
    add(u"Новые покупатели"_s, u"1,077"_s, 0);
    add(u"初回購入 2026"_s, u"645"_s, 2);
    add(u"Staff & family"_s, u"64"_s, 6);
    add(u"Test group A"_s, u"6,170"_s, 4);
    add(u"VAT exempt"_s, u"58"_s, 5);
    return model;
}

QVBoxLayout *column(QWidget *widget, int margin = 16, int spacing = 12)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(spacing);
    return layout;
}

QWidget *ground(QPalette::ColorRole role)
{
    auto *widget = new QWidget;
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(role);
    return widget;
}

QWidget *marker(int index, int side)
{
    class Marker : public QWidget
    {
    public:
        Marker(int index, int side) : m_index(index) { setFixedSize(side, side); }
        void paintEvent(QPaintEvent *) override
        {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(Theme::of(this).marker(m_index));
            painter.drawRoundedRect(rect(), 3, 3);
        }

    private:
        int m_index;
    };
    return new Marker(index, side);
}

QWidget *pageHead(const QString &title, const QString &count, const QString &seen, int mark,
                  bool buttons)
{
    auto *head = ground(QPalette::Base);
    head->setFixedHeight(px(56, head));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(18, 0, 12, 0);
    layout->setSpacing(10);
    layout->addWidget(marker(mark, 12));
    layout->addWidget(new Label(title, TypeRole::PageTitle));
    layout->addWidget(new Label(count, TypeRole::Body, Tone::Second));
    layout->addWidget(new Label(seen, TypeRole::Body, Tone::Third));
    layout->addStretch(1);
    if (buttons) {
        layout->setSpacing(8);
        layout->addWidget(makeButton(u"Import…"_s, u"import"_s));
        layout->addWidget(makeButton(u"Add people…"_s, u"plus"_s, ButtonLook::Primary));
        layout->addWidget(makeToolButton(u"more"_s, u"More"_s));
    }
    return head;
}

QWidget *sidebar()
{
    auto *side = new QWidget;
    side->setFixedWidth(243);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 14, 0);
    head->addWidget(new Label(u"Segments"_s, TypeRole::CaptionStrong));
    head->addStretch(1);
    head->addWidget(new Label(u"412 of 1,000"_s, TypeRole::Caption, Tone::Second));
    layout->addLayout(head);
    auto *filter = new SearchField(u"Filter segments"_s, u"filter"_s);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(10, 0, 10, 0);
    filterRow->addWidget(filter);
    layout->addLayout(filterRow);
    auto *list = new QListView;
    SegmentDelegate::prepare(list);
    list->setItemDelegate(new SegmentDelegate(list));
    list->setModel(segmentsModel(list));
    list->setCurrentIndex(list->model()->index(2, 0));
    list->setAccessibleName(u"Segments"_s);
    layout->addWidget(list, 1);
    layout->addWidget(new Line);
    auto *add = makeButton(u"New segment"_s, u"plus"_s, ButtonLook::Flat);
    add->setProperty("leading", true);
    auto *addRow = new QHBoxLayout;
    addRow->setContentsMargins(0, 0, 14, 4);
    addRow->addWidget(add, 1);
    addRow->addWidget(new Label(u"Ctrl+N"_s, TypeRole::Hint, Tone::Third));
    layout->setSpacing(4);
    layout->addLayout(addRow);
    return side;
}

QWidget *details()
{
    auto *pane = new QWidget;
    pane->setFixedWidth(296);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(16, 6, 16, 16);
    layout->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(u"Person"_s, TypeRole::CaptionStrong, Tone::Second));
    head->addStretch(1);
    head->addWidget(makeToolButton(u"close"_s, u"Close"_s, QKeySequence(Qt::Key_F4)));
    layout->addLayout(head);
    auto *who = new QHBoxLayout;
    who->setSpacing(12);
    auto *avatar = new Avatar;
    avatar->setName(u"Zoë Lindqvist"_s);
    who->addWidget(avatar);
    auto *names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(new ElidedLabel(u"Zoë Lindqvist"_s, TypeRole::PaneTitle));
    names->addWidget(
        new ElidedLabel(u"zoe.lindqvist@nordlys.example"_s, TypeRole::Body, Tone::Second));
    who->addLayout(names, 1);
    layout->addLayout(who);
    layout->addWidget(new Line);
    auto *segments = new QHBoxLayout;
    segments->setSpacing(8);
    segments->addWidget(new Label(u"Segments"_s, TypeRole::CaptionStrong));
    segments->addWidget(new Label(u"4"_s, TypeRole::Caption, Tone::Second));
    segments->addStretch(1);
    layout->addLayout(segments);
    auto *chips = new QWidget;
    auto *flow = new FlowLayout(chips, 6, 6);
    flow->addWidget(new ChipButton(u"VIP"_s, 0));
    flow->addWidget(new ChipButton(u"Loyalty: Gold"_s, 1));
    flow->addWidget(new ChipButton(u"Newsletter EU"_s, 4));
    flow->addWidget(new ChipButton(u"Summer sale: bought twice"_s, 3));
    layout->addWidget(chips);
    layout->addWidget(new SearchField(u"Add to a segment…"_s, u"plus"_s));
    layout->addWidget(new Line);
    layout->addWidget(new Label(u"Details"_s, TypeRole::CaptionStrong));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(5);
    const auto field = [grid](const QString &name, QWidget *value) {
        const int row = grid->rowCount();
        grid->addWidget(new Label(name, TypeRole::Body, Tone::Second), row, 0);
        grid->addWidget(value, row, 1);
    };
    field(u"Company"_s, new ElidedLabel(u"Nordlys Outdoor"_s));
    auto *id = new CopyValue(u"Customer ID"_s);
    id->setValue(u"124310"_s);
    field(u"Customer ID"_s, id);
    auto *profile = new CopyValue(u"Profile ID"_s, TypeRole::Fixed);
    profile->setValue(u"7c1e0000-1111-2222-3333-4444555590af"_s);
    field(u"Profile ID"_s, profile);
    field(u"Phone"_s, new ElidedLabel(u"+46 8 555 01 20"_s));
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    layout->addStretch(1);
    return pane;
}

QWidget *mainPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1440, 900);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    auto *menus = new QMenuBar;
    for (const QString &name :
         {u"File"_s, u"Edit"_s, u"People"_s, u"Segment"_s, u"View"_s, u"Help"_s})
        menus->addMenu(name);
    layout->addWidget(menus);

    auto *tools = new QWidget;
    tools->setFixedHeight(46);
    auto *toolRow = new QHBoxLayout(tools);
    toolRow->setContentsMargins(8, 0, 10, 4);
    toolRow->setSpacing(7);
    auto *store = new QToolButton;
    store->setText(u"Sandbox store"_s);
    store->setIcon(Icon::get(u"sandbox"_s, Tone::Text));
    store->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    store->setProperty("strong", true);
    store->setPopupMode(QToolButton::InstantPopup);
    store->setMenu(new QMenu(store));
    toolRow->addWidget(store);
    toolRow->addStretch(1);
    auto *search = new SearchField(u"Find people by name, e-mail, company or ID"_s, u"search"_s);
    search->setKeyHint(u"Ctrl+F"_s);
    search->setFixedWidth(440);
    toolRow->addWidget(search);
    toolRow->addStretch(1);
    toolRow->addWidget(makeToolButton(u"undo"_s, u"Undo"_s, QKeySequence::Undo));
    auto *redo = makeToolButton(u"redo"_s, u"Redo"_s, QKeySequence::Redo);
    redo->setEnabled(false);
    toolRow->addWidget(redo);
    auto *split = new Line(Qt::Vertical);
    split->setFixedHeight(18);
    toolRow->addWidget(split, 0, Qt::AlignVCenter);
    toolRow->addWidget(makeToolButton(u"overlap"_s, u"Overlap"_s));
    toolRow->addWidget(makeToolButton(u"refresh"_s, u"Refresh"_s, QKeySequence(Qt::Key_F5)));
    auto *panel = makeToolButton(u"panel"_s, u"Details"_s, QKeySequence(Qt::Key_F4));
    panel->setCheckable(true);
    panel->setChecked(true);
    toolRow->addWidget(panel);
    layout->addWidget(tools);
    layout->addWidget(new Line);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(sidebar());
    middle->addWidget(new Line(Qt::Vertical));
    auto *center = new QVBoxLayout;
    center->setSpacing(0);
    center->addWidget(pageHead(u"VIP"_s, u"12,340 members"_s, u"updated 2 min ago"_s, 0, true));
    center->addWidget(new Line);
    auto *bar = new SelectionBar;
    bar->setCounts(120, 12340);
    auto *addTo = makeButton(u"Add to"_s, u"person-plus"_s);
    addTo->setMenu(new QMenu(addTo));
    bar->addWidget(addTo);
    bar->addWidget(makeButton(u"Remove from VIP"_s, u"person-minus"_s));
    bar->addWidget(makeButton(u"Export…"_s, u"export"_s));
    center->addWidget(bar);
    auto *table = peopleTable(nullptr);
    for (const int row : {0, 1, 2, 3, 4, 6, 7, 8, 10, 11})
        table->toggleRow(row);
    table->selectionModel()->setCurrentIndex(table->model()->index(0, 1),
                                             QItemSelectionModel::NoUpdate);
    center->addWidget(table, 1);
    middle->addLayout(center, 1);
    middle->addWidget(new Line(Qt::Vertical));
    middle->addWidget(details());
    layout->addLayout(middle, 1);

    layout->addWidget(new Line);
    auto *activity = new QWidget;
    auto *rows = new QVBoxLayout(activity);
    rows->setContentsMargins(10, 2, 10, 4);
    rows->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconLabel(u"chevron-down"_s));
    head->addWidget(new Label(u"Activity"_s, TypeRole::Strong));
    head->addWidget(
        new Label(u"1 running, 1 finished with warnings"_s, TypeRole::Body, Tone::Second));
    head->addStretch(1);
    head->addWidget(new LinkButton(u"history"_s, u"History"_s));
    rows->addLayout(head);
    auto *job = new QHBoxLayout;
    job->setSpacing(12);
    job->addWidget(new IconLabel(u"running"_s, Tone::Accent));
    auto *words = new Label(u"Adding 10,000 people to <b>VIP</b>"_s);
    words->setTextFormat(Qt::RichText);
    words->setFixedWidth(238);
    job->addWidget(words);
    auto *progress = makeProgressBar(nullptr);
    setProgress(progress, 7450, 10000);
    job->addWidget(progress, 1);
    job->addWidget(new Label(u"7,450 of 10,000"_s));
    job->addWidget(new Label(u"3 already members, 0 failed"_s, TypeRole::Body, Tone::Second));
    job->addWidget(new Label(u"1,240/s, 2 s left"_s, TypeRole::Body, Tone::Second));
    job->addSpacing(150);
    job->addWidget(makeToolButton(u"pause"_s, u"Pause"_s));
    job->addWidget(makeToolButton(u"close"_s, u"Cancel"_s));
    rows->addLayout(job);
    auto *done = new QHBoxLayout;
    done->setSpacing(12);
    done->addWidget(new IconLabel(u"warning"_s, Tone::Warn));
    auto *doneWords = new Label(u"Removed people from <b>Wholesale</b>"_s);
    doneWords->setTextFormat(Qt::RichText);
    doneWords->setFixedWidth(238);
    done->addWidget(doneWords);
    done->addWidget(new Badge(Badge::Status::DoneWithWarnings));
    done->addStretch(1);
    auto *view = makeButton(u"View"_s);
    setButtonSmall(view);
    done->addWidget(view);
    auto *retry = makeButton(u"Retry 12"_s);
    setButtonSmall(retry);
    done->addWidget(retry);
    done->addWidget(makeToolButton(u"close"_s, u"Dismiss"_s));
    rows->addLayout(done);
    layout->addWidget(activity);
    layout->addWidget(new Line);
    auto *status = new QHBoxLayout;
    status->setContentsMargins(14, 3, 14, 5);
    status->addWidget(new IconLabel(u"sandbox"_s));
    status->addWidget(new Label(u"Sandbox store"_s, TypeRole::Caption, Tone::Second));
    status->addStretch(1);
    status->addWidget(
        new Label(u"Local copy updated 2 min ago"_s, TypeRole::Caption, Tone::Second));
    status->addSpacing(20);
    auto *gauge = new QuotaGauge;
    gauge->setQuota(121, 150, 14);
    status->addWidget(gauge);
    layout->addLayout(status);
    return page;
}

Card *tableCard(const QString &title, int mark, TableView **table, int copies)
{
    auto *card = new Card;
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 6, 1, 6);
    layout->setSpacing(0);
    layout->addWidget(pageHead(title, u"12,340 members"_s, u"updated just now"_s, mark, false));
    *table = peopleTable(card, copies);
    (*table)->setColumnHidden(3, true);
    (*table)->setColumnHidden(6, true);
    (*table)->horizontalHeader()->setSortIndicatorShown(false);
    layout->addWidget(*table, 1);
    return card;
}

QWidget *statesPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1440, 900);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(28, 28, 28, 28);
    grid->setSpacing(24);
    TableView *table = nullptr;

    grid->addWidget(tableCard(u"Tokyo pop-up 2026"_s, 3, &table, 0), 0, 0);
    (new StateView(table))
        ->showEmpty(
            u"people"_s, u"No members yet"_s,
            u"Drag people onto it, paste customer IDs or e-mails (Ctrl+V), or drop a CSV "
            "file here."_s,
            {{u"Add people…"_s, u"plus"_s, [] {}}, {u"Import from a file…"_s, u"import"_s, [] {}}});

    auto *loading = tableCard(u"VIP"_s, 0, &table, 0);
    auto *strip = new ProgressStrip;
    strip->setProgress(5000, 12340);
    strip->setContentsMargins(18, 0, 18, 10);
    qobject_cast<QVBoxLayout *>(loading->layout())->insertWidget(1, strip);
    grid->addWidget(loading, 0, 1);
    (new StateView(table))->showLoading();

    grid->addWidget(tableCard(u"Wholesale"_s, 2, &table, 0), 1, 0);
    (new StateView(table))
        ->showFailed(u"The members could not be read"_s,
                     u"The store did not answer within 30 seconds. Nothing was changed. Check the "
                     "connection, then try again."_s,
                     {{u"Retry"_s, u"refresh"_s, [] {}},
                      {u"Show the copy from 06:12"_s, {}, [] {}},
                      {u"Details…"_s, {}, [] {}}});

    grid->addWidget(tableCard(u"Summer sale: bought twice"_s, 3, &table, 1), 1, 1);
    table->toggleRow(1);
    table->selectionModel()->setCurrentIndex(table->model()->index(1, 1),
                                             QItemSelectionModel::NoUpdate);
    for (int column = 0; column < 7; ++column) {
        table->model()->setData(table->model()->index(3, column), int(LoadState::Loading),
                                LoadStateRole);
        table->model()->setData(table->model()->index(4, column), int(LoadState::Failed),
                                LoadStateRole);
    }
    return page;
}

TypedConfirmWords deleteWords()
{
    TypedConfirmWords words;
    words.windowTitle = u"Delete segment"_s;
    words.heading = u"Delete “Summer sale: bought twice”?"_s;
    words.points = {
        {ConfirmPoint::Kind::Lost,
         u"The segment and its list of <b>2,115</b> members are deleted in the store."_s},
        {ConfirmPoint::Kind::Kept, u"No person, profile or other segment is deleted."_s},
        {ConfirmPoint::Kind::Know,
         u"Promotions that use it stop matching. Undo recreates it with the same members, but "
         "with a new ID that promotions do not follow."_s}};
    words.prompt = u"Type the number of members, <b>2,115</b>"_s;
    words.number = 2115;
    words.keep = u"Keep segment"_s;
    words.danger = u"Delete segment"_s;
    words.dangerIcon = u"trash"_s;
    return words;
}

QWidget *confirmPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1440, 900);
    auto *layout = column(page, 40, 24);
    auto *row = new QHBoxLayout;
    row->setSpacing(24);
    for (int i = 0; i < 3; ++i) {
        auto *card = new Card(Card::Ground::Win);
        auto *inside = new QVBoxLayout(card);
        auto *confirm = new TypedConfirm(deleteWords());
        confirm->setWindowFlags(Qt::Widget);
        if (i > 0)
            confirm->field()->setText(i == 1 ? u"2,115"_s : u"2,11"_s);
        inside->addWidget(confirm);
        row->addWidget(card);
    }
    row->addStretch(1);
    layout->addLayout(row);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(24);
    TableView *table = nullptr;
    lower->addWidget(tableCard(u"VIP"_s, 0, &table, 1), 1);
    table->setColumnHidden(6, false);
    (new MessageBar(table))
        ->announce(u"check-circle"_s, Tone::Ok, u"Removed 120 people from VIP"_s,
                   {{u"Undo"_s, [] {}}}, 3'600'000);
    auto *others = new QWidget;
    others->setFixedWidth(440);
    auto *stack = column(others, 0, 10);
    const auto bar = [stack](const QString &icon, Tone tone, const QString &text,
                             const QList<MessageBar::Verb> &verbs) {
        auto *host = new QWidget;
        host->setFixedHeight(60);
        stack->addWidget(host);
        (new MessageBar(host))->announce(icon, tone, text, verbs, 3'600'000);
    };
    bar(u"check-circle"_s, Tone::Ok, u"Undone: 120 people added back to VIP"_s,
        {{u"Redo"_s, [] {}}});
    bar(u"warning"_s, Tone::Warn, u"488 removed, 12 failed"_s,
        {{u"Undo 488"_s, [] {}}, {u"View"_s, [] {}}});
    bar(u"trash"_s, Tone::OnTip, u"Deleted “Test group A”"_s, {{u"Make it again"_s, [] {}}});
    stack->addStretch(1);
    lower->addWidget(others);
    layout->addLayout(lower, 1);
    return page;
}

QWidget *importPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1080, 700);
    auto *layout = column(page, 20, 14);
    auto *head = new QHBoxLayout;
    auto *titles = new QVBoxLayout;
    titles->setSpacing(3);
    titles->addWidget(
        new Label(u"Import into “Summer sale: bought twice”"_s, TypeRole::DialogTitle));
    titles->addWidget(new Label(u"summer-buyers.csv, 5,312 rows, UTF-8, separated by semicolons"_s,
                                TypeRole::Body, Tone::Second));
    head->addLayout(titles, 1);
    auto *steps = new StepBar({u"File"_s, u"Columns"_s, u"Check"_s, u"Result"_s});
    steps->setCurrent(2);
    head->addWidget(steps);
    layout->addLayout(head);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(8);
    const auto tile = [tiles](const QString &icon, Tone tone, const QString &words, qint64 count) {
        auto *button = new TileButton(icon, tone, words);
        button->setCount(count);
        button->setChecked(count == 5312);
        tiles->addWidget(button);
    };
    tile(u"file"_s, Tone::Second, u"All rows"_s, 5312);
    tile(u"plus"_s, Tone::Ok, u"Will be added"_s, 4870);
    tile(u"member"_s, Tone::Second, u"Members already"_s, 391);
    tile(u"person-x"_s, Tone::Warn, u"No profile yet"_s, 22);
    tile(u"question"_s, Tone::Warn, u"No such customer"_s, 21);
    tile(u"copies"_s, Tone::Warn, u"Repeated rows"_s, 7);
    tile(u"error"_s, Tone::Err, u"Cannot be read"_s, 1);
    layout->addLayout(tiles);
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 4, 1, 4);
    auto *table = new TableView;
    auto *model = new QStandardItemModel(table);
    model->setHorizontalHeaderLabels(
        {u"What will happen"_s, u"Name"_s, u"E-mail"_s, u"Customer ID"_s});
    model->setHeaderData(3, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter),
                         Qt::TextAlignmentRole);
    const auto add = [model](const QString &icon, Tone tone, const QString &what, const Row &row) {
        auto *first = new QStandardItem(what);
        first->setData(icon, IconNameRole);
        first->setData(int(tone), ToneRole);
        auto *id = new QStandardItem(QString::number(row.id));
        id->setTextAlignment(Qt::AlignRight);
        model->appendRow({first, new QStandardItem(QString::fromUtf16(row.name)),
                          new QStandardItem(QString::fromUtf16(row.mail)), id});
    };
    const QList<Row> rows = people();
    add(u"person-x"_s, Tone::Warn, u"No profile"_s, rows.at(0));
    add(u"member"_s, Tone::Second, u"Member already"_s, rows.at(1));
    for (const Row &row : rows)
        add(u"plus"_s, Tone::Ok, u"Will be added"_s, row);
    table->setModel(model);
    auto *delegate = new RowDelegate(table);
    delegate->setMutedColumns({2, 3});
    table->setItemDelegate(delegate);
    table->setColumnWidth(0, 160);
    table->setColumnWidth(1, 180);
    table->setColumnWidth(3, 120);
    table->setStretchColumn(2);
    inside->addWidget(table);
    layout->addWidget(card, 1);
    layout->addWidget(new QCheckBox(
        u"Create shopper profiles for the 2 people who have none, and add them too"_s));
    auto *footer = new QHBoxLayout;
    footer->setSpacing(8);
    footer->addWidget(new LinkButton(u"export"_s, u"Save the 29 rows with problems as CSV…"_s));
    footer->addStretch(1);
    footer->addWidget(makeButton(u"Back"_s));
    footer->addWidget(makeButton(u"Cancel"_s));
    auto *go = makeButton(u"Add 4,892 people"_s, {}, ButtonLook::Primary);
    go->setObjectName(u"go"_s);
    footer->addWidget(go);
    layout->addLayout(footer);
    return page;
}

QWidget *controlsPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1180, 760);
    auto *columns = new QHBoxLayout(page);
    columns->setContentsMargins(24, 24, 24, 24);
    columns->setSpacing(32);

    auto *left = new QVBoxLayout;
    left->setSpacing(10);
    const auto buttons = [left](bool enabled) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        for (const ButtonLook look : {ButtonLook::Normal, ButtonLook::Primary, ButtonLook::Danger,
                                      ButtonLook::Flat, ButtonLook::Link}) {
            auto *button = makeButton(u"Button"_s, u"plus"_s, look);
            button->setEnabled(enabled);
            row->addWidget(button);
        }
        auto *small = makeButton(u"Small"_s);
        setButtonSmall(small);
        small->setEnabled(enabled);
        row->addWidget(small);
        auto *menu = makeButton(u"Menu"_s);
        menu->setMenu(new QMenu(menu));
        menu->setEnabled(enabled);
        row->addWidget(menu);
        row->addStretch(1);
        left->addLayout(row);
    };
    buttons(true);
    buttons(false);
    for (const bool enabled : {true, false}) {
        auto *row = new QHBoxLayout;
        row->setSpacing(14);
        for (const Qt::CheckState state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked}) {
            auto *box = new QCheckBox(u"Box"_s);
            box->setTristate(true);
            box->setCheckState(state);
            box->setEnabled(enabled);
            row->addWidget(box);
        }
        for (const bool on : {false, true}) {
            auto *group = new QWidget;
            auto *inside = new QHBoxLayout(group);
            inside->setContentsMargins(0, 0, 0, 0);
            auto *radio = new QRadioButton(u"Radio"_s);
            radio->setChecked(on);
            radio->setEnabled(enabled);
            inside->addWidget(radio);
            row->addWidget(group);
        }
        row->addStretch(1);
        left->addLayout(row);
    }
    for (const bool enabled : {true, false}) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        auto *edit = new QLineEdit(u"Nordlys Outdoor"_s);
        auto *combo = new QComboBox;
        combo->addItems({u"Match by e-mail"_s, u"Not used"_s});
        auto *editable = new QComboBox;
        editable->setEditable(true);
        editable->addItem(u"Editable"_s);
        auto *spin = new QSpinBox;
        spin->setRange(0, 1000);
        spin->setValue(50);
        for (QWidget *widget : std::initializer_list<QWidget *>{edit, combo, editable, spin}) {
            widget->setEnabled(enabled);
            row->addWidget(widget);
        }
        left->addLayout(row);
    }
    auto *search = new SearchField(u"Find people"_s, u"search"_s);
    search->setKeyHint(u"Ctrl+F"_s);
    left->addWidget(search);
    auto *text = new QPlainTextEdit(u"Several lines\nof text"_s);
    text->setFixedHeight(70);
    left->addWidget(text);
    auto *bar = makeProgressBar(nullptr);
    setProgress(bar, 3, 5);
    left->addWidget(bar);
    auto *unknown = new ProgressStrip;
    left->addWidget(unknown);
    auto *badges = new QHBoxLayout;
    badges->setSpacing(8);
    for (const Badge::Status status :
         {Badge::Status::Done, Badge::Status::DoneWithWarnings, Badge::Status::Failed,
          Badge::Status::Cancelled, Badge::Status::Running, Badge::Status::Stopping}) {
        badges->addWidget(new Badge(status));
    }
    badges->addStretch(1);
    left->addLayout(badges);
    for (const int part : {121, 20}) {
        auto *gauge = new QuotaGauge;
        gauge->setQuota(part, 150, 14);
        left->addWidget(gauge);
    }
    auto *drag = new QLabel;
    drag->setPixmap(dragBadge(u"people"_s, u"120 people"_s, page));
    left->addWidget(drag);
    left->addStretch(1);
    columns->addLayout(left, 1);

    auto *right = new QVBoxLayout;
    right->setSpacing(12);
    auto *tabs = new QTabWidget;
    tabs->addTab(new QWidget, u"General"_s);
    tabs->addTab(new QWidget, u"Stores"_s);
    tabs->setFixedHeight(90);
    right->addWidget(tabs);
    auto *menu = new QMenu;
    menu->setWindowFlags(Qt::Widget);
    menu->addAction(Icon::get(u"plus"_s), u"&Add people…"_s)
        ->setShortcut(QKeySequence(u"Ctrl+A"_s));
    menu->addAction(Icon::get(u"import"_s), u"&Import…"_s)->setShortcut(QKeySequence(u"Ctrl+I"_s));
    menu->addSeparator();
    auto *check = menu->addAction(u"Compact rows"_s);
    check->setCheckable(true);
    check->setChecked(true);
    menu->addAction(Icon::get(u"trash"_s), u"Delete…"_s)->setEnabled(false);
    menu->addMenu(u"Add to"_s)->addAction(u"VIP"_s);
    menu->setActiveAction(menu->actions().at(1));
    right->addWidget(menu);
    auto *group = new QGroupBox(u"Group"_s);
    column(group)->addWidget(new QCheckBox(u"In a group"_s));
    right->addWidget(group);
    auto *list = new QListView;
    SegmentDelegate::prepare(list);
    list->setItemDelegate(new SegmentDelegate(list));
    QStandardItemModel *segments = segmentsModel(list);
    for (int row = 0; row < segments->rowCount(); ++row) {
        const DropState state = row < 2 ? DropState::Impossible
            : row == 3                  ? DropState::Target
                                        : DropState::Possible;
        segments->item(row)->setData(int(state), DropStateRole);
    }
    segments->item(3)->setData(u"+ 83"_s, DropTextRole);
    list->setModel(segments);
    list->setCurrentIndex(segments->index(2, 0));
    right->addWidget(list, 1);
    auto *history = new QListView;
    SegmentDelegate::prepare(history);
    history->setItemDelegate(new SegmentDelegate(history));
    auto *jobs = new QStandardItemModel(history);
    for (const Badge::Status status : {Badge::Status::DoneWithWarnings, Badge::Status::Running}) {
        auto *item = new QStandardItem(u"Removed from Wholesale"_s);
        item->setData(Badge::iconName(status), IconNameRole);
        item->setData(int(Badge::tone(status)), ToneRole);
        item->setData(u"Today 09:12, 488 of 500"_s, DetailRole);
        jobs->appendRow(item);
    }
    history->setModel(jobs);
    history->setCurrentIndex(jobs->index(0, 0));
    right->addWidget(history, 1);
    columns->addLayout(right, 1);
    return page;
}

/// The overlap of four segments as a plot, of a thousand columns, of none in common, and as a
/// table.
QWidget *upsetPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1180, 900);
    auto *layout = column(page, 16, 16);
    UpSetData four;
    four.sets = {{u"VIP"_s, 0, 12340},
                 {u"Lapsed 90 days"_s, 1, 4981},
                 {u"Summer sale: bought twice"_s, 3, 2115},
                 {u"Wholesale"_s, 2, 733}};
    four.columns = {{1, 8951}, {2, 3070}, {3, 1412}, {5, 1239}, {4, 402},
                    {9, 318},  {7, 301},  {8, 241},  {6, 96},   {11, 60},
                    {10, 56},  {13, 41},  {12, 12},  {15, 3},   {14, 2}};
    auto *plot = new UpSetWidget;
    plot->setData(four);
    plot->setChosen({3, 7});
    layout->addWidget(plot, 3);
    auto *lower = new QHBoxLayout;
    UpSetData many;
    for (int i = 0; i < 10; ++i)
        many.sets.append({u"Segment %1 with a name that is far too long for its room"_s.arg(i + 1),
                          i, 1000 - i * 70});
    for (quint32 sets = 1; sets < 1024; ++sets)
        many.columns.append({sets, 1024 - sets});
    auto *wide = new UpSetWidget;
    wide->setData(many);
    lower->addWidget(wide, 1);
    auto *table = new TableView;
    auto *model = new UpSetTableModel(table);
    model->setUpSet(four);
    table->setModel(model);
    UpSetTableModel::prepare(table);
    lower->addWidget(table, 1);
    layout->addLayout(lower, 2);
    return page;
}

QWidget *iconsPage()
{
    auto *page = new QWidget;
    page->setFixedSize(1000, 620);
    auto *layout = column(page, 20, 16);
    auto *grid = new QGridLayout;
    grid->setSpacing(10);
    int index = 0;
    for (const QString &name : Icon::names()) {
        auto *row = new QHBoxLayout;
        row->addWidget(new IconLabel(name, Tone::Second, 16));
        row->addWidget(new IconLabel(name, Tone::Accent, 20));
        row->addWidget(new Label(name, TypeRole::Caption, Tone::Second), 1);
        grid->addLayout(row, index / 7, index % 7);
        ++index;
    }
    layout->addLayout(grid);
    auto *large = new QHBoxLayout;
    large->setSpacing(24);
    for (const QString &name : {u"people"_s, u"error"_s, u"offline"_s, u"gear"_s})
        large->addWidget(new IconLabel(name, Tone::Third, 40));
    for (const QString &name : {u"sandbox"_s, u"connect"_s}) {
        auto *label = new QLabel;
        label->setPixmap(Icon::illustration(name, Theme::of(QApplication::palette()),
                                            page->devicePixelRatioF()));
        large->addWidget(label);
    }
    auto *logo = new QLabel;
    logo->setPixmap(Icon::app().pixmap(QSize(56, 56), page->devicePixelRatioF()));
    large->addWidget(logo);
    large->addStretch(1);
    layout->addLayout(large);
    return page;
}

struct Page
{
    QString name;
    QWidget *(*make)();
};

QList<Page> pages()
{
    return {{u"main"_s, mainPage},     {u"states"_s, statesPage},     {u"confirm"_s, confirmPage},
            {u"import"_s, importPage}, {u"controls"_s, controlsPage}, {u"icons"_s, iconsPage},
            {u"upset"_s, upsetPage}};
}

int shoot(const QString &folder)
{
    QDir().mkpath(folder);
    for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark}) {
        applyColorScheme(scheme);
        const QString suffix = scheme == ColorScheme::Dark ? u"-dark.png"_s : u"-light.png"_s;
        for (const Page &page : pages()) {
            const std::unique_ptr<QWidget> widget(page.make());
            widget->show();
            widget->activateWindow();
            for (int i = 0; i < 20 && !widget->isActiveWindow(); ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
            if (auto *go = widget->findChild<QPushButton *>(u"go"_s))
                go->setFocus(Qt::TabFocusReason);
            // The loading state shows after its delay.
            QElapsedTimer timer;
            timer.start();
            while (timer.elapsed() < StateView::loadingDelayMs + 200)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
            const QString path = folder + u'/' + page.name + suffix;
            if (!widget->grab().save(path)) {
                std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
                return 1;
            }
        }
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QFont font(u"Noto Sans"_s);
    font.setPixelSize(13);
    QApplication::setFont(font);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication::setWindowIcon(Icon::app());
    DeskStyle::install(application);
    const QStringList arguments = QCoreApplication::arguments();
    const qsizetype shot = arguments.indexOf(u"--shot"_s);
    if (shot >= 0 && shot + 1 < arguments.size())
        return shoot(arguments.at(shot + 1));
    applyColorScheme(arguments.contains(u"--dark"_s) ? ColorScheme::Dark : ColorScheme::System);
    QTabWidget tabs;
    for (const Page &page : pages())
        tabs.addTab(page.make(), page.name);
    tabs.setWindowTitle(u"Gallery"_s);
    tabs.show();
    return QApplication::exec();
}
