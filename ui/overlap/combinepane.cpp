// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/combinepane.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/controls.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/writegate.h"
#include "ui/overlap/conditionline.h"
#include "ui/overlap/resultbar.h"
#include "ui/overlap/resultparts.h"
#include "ui/overlap/resultswatch.h"
#include "ui/segments/segmentpicker.h"
#include "ui/words/words.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Join = SegmentCondition::Join;

constexpr int membersPerRequest = 50;

QWidget *section(QVBoxLayout *into, QVBoxLayout *&layout)
{
    auto *widget = new QWidget;
    layout = new QVBoxLayout(widget);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    into->addWidget(widget);
    return widget;
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

CombinePane::CombinePane(SegmentListModel &segments, WriteGate &gate, QWidget *parent)
    : QWidget(parent), m_segments(segments), m_gate(gate),
      m_picker(new SegmentPicker(segments, this))
{
    setObjectName(u"combinePane"_s);
    setAccessibleName(tr("Combination"));
    m_picker->setObjectName(u"combinePicker"_s);
    m_picker->setOffersNew(false);

    auto *title = new Label(tr("Combination"), TypeRole::CaptionStrong, Tone::Second);
    title->setContentsMargins(16, 14, 16, 6);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    QWidget *content = makeContent();
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(scroll, 1);

    connect(m_picker, &SegmentPicker::chosen, this, [this](const SegmentId &segment) {
        if (m_choosing < 0 || m_choosing >= m_conditions.size())
            return;
        m_conditions[m_choosing].segment = segment;
        m_edited = true;
        rebuildLines();
        recount();
    });
    const auto showSegments = [this] {
        rebuildLines();
        showResult();
    };
    connect(&m_segments, &SegmentListModel::segmentsChanged, this, showSegments);
    connect(&m_segments.markers(), &SegmentMarkers::changed, this, showSegments);
    rebuildLines();
    recount();
}

CombinePane::~CombinePane() = default;

QWidget *CombinePane::makeContent()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    QVBoxLayout *who = nullptr;
    section(layout, who);
    who->setContentsMargins(16, 4, 16, 12);
    m_modes = new QComboBox;
    m_modes->setObjectName(u"combineMode"_s);
    m_modes->setAccessibleName(tr("How people are chosen"));
    // The longest entry must not make the pane wider than it is.
    m_modes->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_modes->setMinimumContentsLength(12);
    m_modes->addItem(tr("Segment by segment"));
    m_modes->addItem(tr("In at least some of these"));
    m_modes->addItem(tr("In 1, 3, 5 … of these"));
    m_modes->addItem(tr("In the chosen columns"));
    who->addWidget(m_modes);
    m_atLeastRow = new QWidget;
    auto *atLeast = new QHBoxLayout(m_atLeastRow);
    atLeast->setContentsMargins(0, 0, 0, 0);
    atLeast->setSpacing(8);
    m_atLeast = new QSpinBox;
    m_atLeast->setObjectName(u"combineAtLeast"_s);
    m_atLeast->setAccessibleName(tr("Minimum number of segments"));
    m_atLeast->setRange(1, 2);
    m_atLeast->setValue(2);
    atLeast->addWidget(new Label(tr("In at least")));
    atLeast->addWidget(m_atLeast);
    atLeast->addWidget(new Label(tr("of these")), 1);
    who->addWidget(m_atLeastRow);
    m_modeNote = new Label({}, TypeRole::Caption, Tone::Second);
    m_modeNote->setWordWrap(true);
    who->addWidget(m_modeNote);
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(8);
    who->addLayout(m_lines);
    m_add = new LinkButton(u"plus"_s, tr("Add a condition"));
    m_add->setObjectName(u"combineAdd"_s);
    who->addWidget(m_add, 0, Qt::AlignLeft);
    m_sentence = new Label({}, TypeRole::Caption, Tone::Second);
    m_sentence->setObjectName(u"combineSentence"_s);
    m_sentence->setWordWrap(true);
    who->addWidget(m_sentence);
    layout->addWidget(new Line);

    QVBoxLayout *result = nullptr;
    section(layout, result);
    auto *resultHead = new QHBoxLayout;
    resultHead->setSpacing(8);
    resultHead->addWidget(new Label(tr("Result"), TypeRole::CaptionStrong));
    m_source = new Label(tr("counted in the local copy"), TypeRole::Caption, Tone::Second);
    resultHead->addWidget(m_source);
    resultHead->addStretch();
    result->addLayout(resultHead);
    auto *big = new QHBoxLayout;
    big->setSpacing(8);
    m_big = new Label({}, TypeRole::BigCount);
    m_big->setObjectName(u"combineCount"_s);
    m_unit = new Label({}, TypeRole::Lead, Tone::Second);
    big->addWidget(m_big, 0, Qt::AlignBaseline);
    big->addWidget(m_unit, 0, Qt::AlignBaseline);
    big->addStretch();
    result->addLayout(big);
    m_bar = new ResultBar;
    result->addWidget(m_bar);
    m_parts = new QVBoxLayout;
    m_parts->setSpacing(6);
    result->addLayout(m_parts);
    layout->addWidget(new Line);

    QVBoxLayout *save = nullptr;
    section(layout, save);
    save->addWidget(new Label(tr("Save"), TypeRole::CaptionStrong));
    m_name = new QLineEdit;
    m_name->setObjectName(u"combineName"_s);
    m_name->setAccessibleName(tr("Name of the new segment"));
    m_name->setMaxLength(255);
    save->addWidget(m_name);
    m_make = makeButton({}, {}, ButtonLook::Primary);
    m_make->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_make->setObjectName(u"combineMake"_s);
    save->addWidget(m_make);
    m_show = makeButton(tr("Show these people"), u"people"_s);
    m_show->setObjectName(u"combineShow"_s);
    save->addWidget(m_show);
    m_addTo = makeButton(tr("Add them to"), u"person-plus"_s);
    m_addTo->setObjectName(u"combineAddTo"_s);
    m_addTo->setProperty("chevron", true);
    save->addWidget(m_addTo);
    m_note = new Label({}, TypeRole::Caption, Tone::Second);
    m_note->setObjectName(u"combineNote"_s);
    m_note->setWordWrap(true);
    save->addWidget(m_note);
    layout->addStretch(1);

    connect(m_modes, &QComboBox::activated, this,
            [this](int index) { setMode(static_cast<Mode>(index)); });
    connect(m_atLeast, &QSpinBox::valueChanged, this, [this] { recount(); });
    connect(m_add, &QPushButton::clicked, this, [this] {
        const bool first = m_conditions.isEmpty();
        // The next of the shown segments that is not named yet is the likely one.
        SegmentCondition next{first ? Join::In : Join::AndIn, {}};
        for (const SegmentId &id : std::as_const(m_overlap.segments)) {
            const bool used =
                std::any_of(m_conditions.cbegin(), m_conditions.cend(),
                            [&id](const SegmentCondition &c) { return c.segment == id; });
            if (!used) {
                next.segment = id;
                break;
            }
        }
        m_conditions.append(next);
        m_edited = true;
        rebuildLines();
        recount();
        auto *added = findChild<QAbstractButton *>(u"combineSegment"_s
                                                   + QString::number(m_conditions.size() - 1));
        if (added && next.segment.isNull())
            chooseSegment(added, int(m_conditions.size()) - 1);
        else if (added)
            added->setFocus(Qt::OtherFocusReason);
    });
    connect(m_name, &QLineEdit::returnPressed, m_make, &QPushButton::click);
    connect(m_make, &QPushButton::clicked, this, [this] {
        if (m_set && m_count)
            Q_EMIT makeSegmentRequested(name(), *m_set, *m_count);
    });
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (m_set)
            Q_EMIT showRequested(name(), *m_set);
    });
    connect(m_addTo, &QPushButton::clicked, this, [this] {
        if (m_set && m_count)
            Q_EMIT addToRequested(m_addTo, name(), *m_set, *m_count);
    });
    return content;
}

void CombinePane::setOverlap(const Overlap &overlap)
{
    const bool others = overlap.segments != m_overlap.segments;
    m_overlap = overlap;
    if (others) {
        // Bits of columns belong to the segments that were shown.
        m_columns.clear();
        if (m_mode == Mode::Columns)
            m_mode = Mode::Conditions;
        // What was written down stays, whatever comes to the comparison or leaves it: the copy
        // counts it. With other segments altogether it says nothing any more.
        const bool about = std::any_of(
            m_conditions.cbegin(), m_conditions.cend(),
            [&overlap](const SegmentCondition &c) { return overlap.segments.contains(c.segment); });
        if (!m_edited || !about) {
            m_edited = false;
            m_conditions.clear();
            for (qsizetype i = 0; i < std::min<qsizetype>(2, overlap.segments.size()); ++i)
                m_conditions.append({i == 0 ? Join::In : Join::AndIn, overlap.segments.at(i)});
        }
        m_atLeast->setMaximum(std::max(1, int(overlap.segments.size())));
    }
    rebuildLines();
    recount();
}

void CombinePane::setConditions(const QList<SegmentCondition> &conditions)
{
    m_conditions = conditions;
    m_edited = true;
    m_mode = Mode::Conditions;
    rebuildLines();
    recount();
}

void CombinePane::setColumns(const QSet<quint32> &columns)
{
    m_columns = columns;
    m_mode = columns.isEmpty() ? Mode::Conditions : Mode::Columns;
    rebuildLines();
    recount();
}

void CombinePane::setMode(Mode mode)
{
    m_mode = mode;
    // From the picture's columns or none: what is marked now is where one continues.
    if (mode == Mode::Columns && m_columns.isEmpty() && m_set)
        m_columns = columnsIn(*m_set, m_overlap).value_or(QSet<quint32>());
    rebuildLines();
    recount();
}

void CombinePane::rebuildLines()
{
    // A line that goes takes its focus along; it stays in this pane.
    QWidget *focus = QApplication::focusWidget();
    for (int i = 0; focus && i < m_lines->count(); ++i) {
        QWidget *line = m_lines->itemAt(i)->widget();
        if (line && line->isAncestorOf(focus)) {
            m_modes->setFocus(Qt::OtherFocusReason);
            break;
        }
    }
    clear(m_lines);
    m_modes->setCurrentIndex(int(m_mode));
    const bool two = m_overlap.segments.size() == 2;
    m_modes->setItemText(int(Mode::OddNumber),
                         two ? tr("In one of these but not both")
                             : tr("In an odd number of these segments"));
    m_atLeastRow->setVisible(m_mode == Mode::AtLeast);
    QString note;
    if (m_mode == Mode::OddNumber)
        note = two ? tr("In %1.").arg(ResultParts(m_segments, m_overlap).oneOfTwo())
                   : tr("In 1, 3, 5 … of the segments compared.");
    else if (m_mode == Mode::Columns && m_columns.isEmpty())
        note = tr("Click a column in the picture; Ctrl+click adds one.");
    m_modeNote->setText(note);
    m_modeNote->setVisible(!note.isEmpty());
    m_add->setVisible(m_mode == Mode::Conditions);
    m_add->setEnabled(m_conditions.size() < SegmentSet::maxSegments);
    if (m_mode == Mode::Conditions) {
        for (int i = 0; i < int(m_conditions.size()); ++i)
            addConditionLine(i);
    } else if (m_mode == Mode::Columns) {
        int lines = 0;
        for (const Overlap::Combination &column : std::as_const(m_overlap.combinations)) {
            if (m_columns.contains(column.segments) && ++lines <= SegmentSet::maxSegments)
                addColumnLine(column.segments);
        }
        if (lines > SegmentSet::maxSegments) {
            m_lines->addWidget(
                new Label(tr("and %1 more").arg(words::count(lines - SegmentSet::maxSegments)),
                          TypeRole::Caption, Tone::Second));
        }
    }
}

void CombinePane::addConditionLine(int index)
{
    const SegmentCondition &condition = m_conditions.at(index);
    auto *line = new ConditionLine(index, condition,
                                   ResultParts(m_segments, m_overlap).shownName(condition.segment),
                                   m_segments.markers().compared(condition.segment), px(94, this));
    line->setRemovable(m_conditions.size() > 1);
    m_lines->addWidget(line);

    connect(line, &ConditionLine::joinChosen, this, [this, index](Join join) {
        m_conditions[index].join = join;
        m_edited = true;
        recount();
    });
    connect(line, &ConditionLine::segmentClicked, this,
            [this, index](QWidget *field) { chooseSegment(field, index); });
    connect(line, &ConditionLine::removeClicked, this, [this, index] {
        m_conditions.removeAt(index);
        m_edited = true;
        if (!m_conditions.isEmpty() && m_conditions.first().join != Join::NotIn)
            m_conditions.first().join = Join::In;
        rebuildLines();
        recount();
    });
}

void CombinePane::addColumnLine(quint32 column)
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *name =
        new Label(tr("Only %1").arg(ResultParts(m_segments, m_overlap).columnName(column)));
    name->setWordWrap(true);
    auto *count =
        new Label(words::count(peopleIn({column}, m_overlap)), TypeRole::Body, Tone::Second);
    auto *removeButton = makeToolButton(u"close"_s, tr("Remove this column"));
    layout->addWidget(name, 1);
    layout->addWidget(count);
    layout->addWidget(removeButton);
    m_lines->addWidget(line);
    connect(removeButton, &QToolButton::clicked, this, [this, column] {
        m_columns.remove(column);
        rebuildLines();
        recount();
    });
}

void CombinePane::chooseSegment(QWidget *anchor, int index)
{
    m_choosing = index;
    QSet<SegmentId> used;
    for (int i = 0; i < int(m_conditions.size()); ++i) {
        if (i != index)
            used.insert(m_conditions.at(i).segment);
    }
    m_picker->openAt(anchor, used);
}

std::optional<SegmentSet> CombinePane::set() const
{
    SegmentSet set;
    switch (m_mode) {
    case Mode::Conditions: {
        const std::optional<SegmentSet> said = setOf(m_conditions);
        return said && said->isEmpty() ? std::nullopt : said;
    }
    case Mode::AtLeast:
        set.of = m_overlap.segments;
        set.atLeast = m_atLeast->value();
        break;
    case Mode::OddNumber:
        set.of = m_overlap.segments;
        set.match = SegmentSet::Match::OddNumber;
        break;
    case Mode::Columns:
        set.of = m_overlap.segments;
        set.match = SegmentSet::Match::Exactly;
        for (const Overlap::Combination &column : m_overlap.combinations) {
            if (m_columns.contains(column.segments))
                set.combinations.append(column.segments);
        }
        if (set.combinations.isEmpty())
            return std::nullopt;
        break;
    }
    return set.isEmpty() ? std::nullopt : std::optional(set);
}

QString CombinePane::name() const
{
    const QString typed = m_name->text().trimmed();
    if (!typed.isEmpty() || !m_set)
        return typed;
    return m_name->placeholderText();
}

void CombinePane::recount()
{
    m_set = set();
    m_count.reset();
    m_failed = false;
    m_counting.reset();
    const std::optional<QSet<quint32>> columns =
        m_set ? columnsIn(*m_set, m_overlap) : std::optional<QSet<quint32>>();
    if (columns) {
        m_count = peopleIn(*columns, m_overlap);
    } else if (m_set) {
        m_counting = std::make_unique<QObject>();
        m_counter(*m_set, m_counting.get(),
                  [this](const Result<qint64> &answer) { counted(answer); });
    }
    showResult();
    Q_EMIT setChanged(columns.value_or(QSet<quint32>()));
}

void CombinePane::counted(const Result<qint64> &answer)
{
    if (answer)
        m_count = *answer;
    else
        m_failed = true;
    showResult();
}

void CombinePane::showResult()
{
    if (m_count)
        m_big->setText(words::count(*m_count));
    else
        m_big->setText(m_set && !m_failed ? u"…"_s : u"–"_s);
    m_unit->setText(m_count && *m_count == 1 ? tr("person") : tr("people"));
    m_source->setText(m_failed ? tr("could not be counted") : tr("counted in the local copy"));
    m_sentence->setText(m_mode == Mode::Conditions ? sentenceOf(
                            m_conditions,
                            [this](SegmentId id) {
                                return words::quoted(words::shortened(m_segments.nameOf(id), 40));
                            })
                                                   : QString());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    showParts();

    // A suggestion for the name, as one would say it.
    QStringList parts;
    if (m_mode == Mode::AtLeast) {
        parts.append(
            tr("In %1 or more of %2")
                .arg(words::count(m_atLeast->value()), words::count(m_overlap.segments.size())));
    } else if (m_mode == Mode::Conditions) {
        for (const SegmentCondition &condition : std::as_const(m_conditions)) {
            if (condition.segment.isNull())
                continue;
            const QString name = words::shortened(m_segments.nameOf(condition.segment), 30);
            if (condition.join == Join::NotIn)
                parts.append(tr("not %1").arg(name));
            else if (condition.join == Join::OrIn)
                parts.append(tr("or %1").arg(name));
            else
                parts.append(name);
        }
    } else if (m_overlap.segments.size() == 2 && m_mode == Mode::OddNumber) {
        parts.append(ResultParts(m_segments, m_overlap).oneOfTwo());
    } else {
        parts.append(tr("Part of %1").arg(words::segments(m_overlap.segments.size())));
    }
    m_name->setPlaceholderText(parts.join(u", "_s).left(m_name->maxLength()));
    m_name->setToolTip(words::toolTip(m_name->placeholderText()));

    const bool any = m_count && *m_count > 0;
    const bool full = m_segments.rowCount() >= maxSegmentsPerStore;
    fitMake();
    m_gate.enable(
        m_make, any && !full,
        full ? tr("A store holds at most %1 segments.").arg(words::count(maxSegmentsPerStore))
             : QString());
    m_show->setEnabled(m_set.has_value() && (!m_count || any));
    m_gate.enable(m_addTo, any);
    QString note;
    if (any) {
        note = tr("A fixed list: it does not follow the segments later. About %1.")
                   .arg(words::requests((*m_count + membersPerRequest - 1) / membersPerRequest));
    } else if (m_count) {
        note = tr("No one is in this combination.");
    } else if (!m_set && m_mode == Mode::Conditions && m_conditions.size() > maxMixedConditions) {
        note = tr("You can mix “and” and “or” for up to %1 segments.")
                   .arg(words::count(maxMixedConditions));
    }
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

/// The longest form that there is room for: a number is never cut.
void CombinePane::fitMake()
{
    if (!m_count) {
        m_make->setText(tr("Create segment"));
        return;
    }
    const QString number = words::count(*m_count);
    const QString words = *m_count == 1 ? tr("Create segment with %Ln person", nullptr, 1)
                                        : tr("Create segment with %1 people").arg(number);
    m_make->setText(words);
    if (m_make->sizeHint().width() > m_make->width() && m_make->isVisible())
        m_make->setText(tr("Create segment (%1)").arg(number));
}

void CombinePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The button follows when the layout has run.
    QMetaObject::invokeMethod(this, &CombinePane::fitMake, Qt::QueuedConnection);
}

void CombinePane::showParts()
{
    clear(m_parts);
    const std::optional<QSet<quint32>> columns =
        m_set ? columnsIn(*m_set, m_overlap) : std::optional<QSet<quint32>>();
    const ResultParts names(m_segments, m_overlap);
    QList<ResultPart> parts;
    if (columns && m_mode == Mode::Conditions)
        parts = names.of(*m_set, *columns);
    else if (columns && m_count)
        parts.append({ResultPart::resultMarker,
                      tr("of %1 in at least one").arg(words::count(m_overlap.total)), *m_count});
    m_bar->setParts(parts);
    m_bar->setVisible(columns && m_count && *m_count > 0);
    if (columns && m_mode == Mode::Conditions && !m_set->notIn.isEmpty())
        parts.append(names.excluded(*m_set, m_count.value_or(0)));
    for (const ResultPart &part : std::as_const(parts)) {
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        layout->addWidget(new ResultSwatch(part.marker));
        layout->addWidget(new ElidedLabel(part.text, TypeRole::Body, Tone::Second), 1);
        layout->addWidget(new Label(words::count(part.people)));
        m_parts->addWidget(row);
    }
}

void CombinePane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
}

} // namespace segmentdesk
