// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/layout/layoutfaults.h"

#include "ui/kit/badge.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/tilebutton.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFocusFrame>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSizeGrip>
#include <QSplitterHandle>
#include <QStackedLayout>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Texts that people or stores wrote have any length: they may end in an ellipsis, and the whole
/// text is in the tool tip.
bool mayBeElided(const QWidget *widget)
{
    static const QStringList names{
        u"pageTitle"_s, // the name of a segment or search
        u"historyTitle"_s, // has names of segments in it
        u"historyDetails"_s, // the answer of a store, whole under Details
        u"detailsName"_s, // of a person
        u"detailsEmail"_s, // of a person
        u"jobCounts"_s, // goes into the tool tip where the panel is narrow
        u"jobTitle"_s, // has names of segments in it
        u"activitySummary"_s, // the title of a job, with names in it
    };
    for (const QWidget *at = widget; at; at = at->parentWidget()) {
        if (names.contains(at->objectName()))
            return true;
        // Lines of the combination and of what was seen of a person name segments.
        if (at->objectName() == u"combinePane" || at->objectName() == u"detailsPane")
            return !widget->toolTip().isEmpty() || qobject_cast<const ElidedLabel *>(widget);
    }
    return false;
}

bool isOverlay(const QWidget *widget)
{
    return qobject_cast<const MessageBar *>(widget) || qobject_cast<const QFocusFrame *>(widget)
        || qobject_cast<const QSizeGrip *>(widget) || widget->isWindow()
        || widget->testAttribute(Qt::WA_TransparentForMouseEvents);
}

/// Its children are placed by Qt: viewport, scroll bars, clear buttons.
bool placesItsOwn(const QWidget *widget)
{
    return qobject_cast<const QAbstractScrollArea *>(widget)
        || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QMenuBar *>(widget);
}

/// The viewport of a scroll area, whose content may be larger.
bool isViewport(const QWidget *widget)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(widget->parentWidget());
    return area && area->viewport() == widget;
}

QString nameOf(const QWidget *widget)
{
    QString text;
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        text = label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        text = button->text();
    else if (const auto *elided = qobject_cast<const ElidedLabel *>(widget))
        text = elided->text();
    else if (const auto *badge = qobject_cast<const Badge *>(widget))
        text = badge->text();
    if (text.isEmpty())
        text = widget->accessibleName();
    QString path;
    for (const QWidget *at = widget; at && path.size() < 60; at = at->parentWidget()) {
        if (!at->objectName().isEmpty() && !at->objectName().startsWith(u"qt_")) {
            path = at->objectName();
            break;
        }
    }
    return QString::fromLatin1(widget->metaObject()->className()).section(u':', -1) + u" “"_s
        + text.left(60) + u"” in "_s + path;
}

QString sizes(QSize has, QSize needs)
{
    return u" has %1×%2, needs %3×%4"_s.arg(has.width())
        .arg(has.height())
        .arg(needs.width())
        .arg(needs.height());
}

QString labelFault(const QLabel &label)
{
    if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull())
        return {};
    QSize needs = label.wordWrap()
        ? QSize(label.minimumSizeHint().width(), label.heightForWidth(label.width()))
        : label.sizeHint();
    // A minimum that was set by hand is no need of the text.
    if (!label.wordWrap())
        needs.setWidth(qMin(needs.width(),
                            label.fontMetrics().size(Qt::TextShowMnemonic, label.text()).width()
                                + label.width() - label.contentsRect().width()));
    if (label.wordWrap() && needs.width() > label.width()) {
        // The longest word decides, not what the label would like.
        int longest = 0;
        const QStringList words = label.text().split(u' ');
        if (label.textFormat() == Qt::PlainText) {
            for (const QString &word : words)
                longest = qMax(longest, label.fontMetrics().horizontalAdvance(word));
        }
        needs.setWidth(longest);
    }
    if (needs.width() > label.width() || needs.height() > label.height() + 1)
        return nameOf(&label) + u": text is cut,"_s + sizes(label.size(), needs);
    return {};
}

QString buttonFault(const QAbstractButton &button)
{
    if (button.text().isEmpty() && button.accessibleName().isEmpty())
        return nameOf(&button) + u": an icon without an accessible name"_s;
    const auto *tool = qobject_cast<const QToolButton *>(&button);
    if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
        return {};
    if (button.text().isEmpty() && !qobject_cast<const TileButton *>(&button))
        return {};
    const QSize needs = button.sizeHint();
    // The name of a segment, on a chip or in a field that chooses one.
    if ((qobject_cast<const ChipButton *>(&button)
         || button.objectName().startsWith(u"combineSegment"))
        && !button.toolTip().isEmpty())
        return {};
    if (needs.width() > button.width() || needs.height() > button.height() + 1)
        return nameOf(&button) + u": text is cut,"_s + sizes(button.size(), needs);
    return {};
}

QString comboFault(const QComboBox &combo)
{
    QStyleOptionComboBox option;
    option.initFrom(&combo);
    const QRect field = combo.style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                      QStyle::SC_ComboBoxEditField, &combo);
    const int needs = combo.fontMetrics().horizontalAdvance(combo.currentText());
    if (needs > field.width() && combo.toolTip().isEmpty())
        return nameOf(&combo) + u" “"_s + combo.currentText() + u"”: text is cut,"_s
            + sizes(field.size(), {needs, 0});
    return {};
}

QString lineEditFault(const QLineEdit &edit)
{
    if (edit.placeholderText().isEmpty() || !edit.text().isEmpty())
        return {};
    const QMargins margins = edit.textMargins();
    const int has = edit.contentsRect().width() - margins.left() - margins.right() - 4;
    const int needs = edit.fontMetrics().horizontalAdvance(edit.placeholderText());
    if (needs > has && edit.toolTip().isEmpty())
        return nameOf(&edit) + u" “"_s + edit.placeholderText() + u"”: placeholder is cut,"_s
            + sizes({has, edit.height()}, {needs, edit.height()});
    return {};
}

/// Heads of columns, and the cells that must be whole: numbers and dates, which are right-aligned.
QStringList tableFaults(const QTableView &table)
{
    QStringList faults;
    const QHeaderView *head = table.horizontalHeader();
    const QAbstractItemModel *model = table.model();
    if (!model || !head)
        return faults;
    const int margin = table.style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, head);
    for (int column = 0; column < model->columnCount(table.rootIndex()); ++column) {
        if (head->isSectionHidden(column))
            continue;
        const QString title = model->headerData(column, Qt::Horizontal).toString();
        const bool sorted = head->isSortIndicatorShown() && head->sortIndicatorSection() == column;
        const int needs =
            head->fontMetrics().horizontalAdvance(title) + 2 * margin + (sorted ? 16 : 0);
        if (!head->isHidden() && !title.isEmpty() && needs > head->sectionSize(column)) {
            faults.append(
                nameOf(&table) + u": head “"_s + title
                + u"” is cut, has %1, needs %2"_s.arg(head->sectionSize(column)).arg(needs));
        }
        const int first = qMax(0, table.rowAt(0));
        for (int row = first; row < qMin(first + 30, model->rowCount()); ++row) {
            const QModelIndex index = model->index(row, column);
            const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
            const QString text = index.data().toString();
            if (!alignment.testFlag(Qt::AlignRight) || text.isEmpty())
                continue;
            const int width = QFontMetrics(table.font()).horizontalAdvance(text) + 8;
            if (width > table.columnWidth(column)) {
                faults.append(
                    nameOf(&table) + u": cell “"_s + text
                    + u"” is cut, has %1, needs %2"_s.arg(table.columnWidth(column)).arg(width));
                break;
            }
        }
    }
    return faults;
}

void look(const QWidget &widget, QStringList &faults)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        faults.append(labelFault(*label));
    } else if (const auto *elided = qobject_cast<const ElidedLabel *>(&widget)) {
        if (elided->isElided() && !mayBeElided(elided))
            faults.append(nameOf(elided) + u": text is elided"_s);
    } else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) {
        faults.append(buttonFault(*button));
    } else if (const auto *combo = qobject_cast<const QComboBox *>(&widget)) {
        faults.append(comboFault(*combo));
    } else if (const auto *edit = qobject_cast<const QLineEdit *>(&widget)) {
        faults.append(lineEditFault(*edit));
    } else if (const auto *badge = qobject_cast<const Badge *>(&widget)) {
        if (badge->sizeHint().width() > badge->width())
            faults.append(nameOf(badge) + u": text is cut,"_s
                          + sizes(badge->size(), badge->sizeHint()));
    } else if (const auto *table = qobject_cast<const QTableView *>(&widget)) {
        faults.append(tableFaults(*table));
    }
    if (placesItsOwn(&widget) && !qobject_cast<const QScrollArea *>(&widget))
        return;

    QList<const QWidget *> children;
    for (QObject *child : widget.children()) {
        const auto *one = qobject_cast<const QWidget *>(child);
        if (one && one->isVisible() && !isOverlay(one) && !one->size().isEmpty())
            children.append(one);
    }
    const bool free = isViewport(&widget) || placesItsOwn(&widget);
    for (const QWidget *child : std::as_const(children)) {
        // A splitter's handle is grabbed beyond its line.
        const QRect rect = child->geometry();
        if (!free && !qobject_cast<const QSplitterHandle *>(child)
            && !widget.rect().contains(rect)) {
            faults.append(nameOf(child)
                          + u": sticks out by %1, %2, %3, %4 of "_s.arg(-rect.left())
                                .arg(-rect.top())
                                .arg(rect.right() - widget.rect().right())
                                .arg(rect.bottom() - widget.rect().bottom())
                          + nameOf(&widget));
        }
        if (!free) {
            for (const QWidget *other : std::as_const(children)) {
                if (other == child)
                    break;
                if (qobject_cast<const QSplitterHandle *>(child)
                    || qobject_cast<const QSplitterHandle *>(other))
                    continue;
                if (rect.intersects(other->geometry()))
                    faults.append(nameOf(child) + u" lies over "_s + nameOf(other));
            }
        }
        look(*child, faults);
    }
    // A scroll area that is only as wide as it is high must not hide something at its side.
    if (const auto *area = qobject_cast<const QScrollArea *>(&widget); area
        && area->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff && area->widget()
        && area->widget()->width() > area->viewport()->width()) {
        faults.append(nameOf(area) + u": its content is wider and cannot be scrolled,"_s
                      + sizes(area->viewport()->size(), area->widget()->size()));
    }
}

} // namespace

QStringList layoutFaults(const QWidget &root)
{
    QStringList faults;
    look(root, faults);
    faults.removeAll(QString());
    faults.removeDuplicates();
    return faults;
}

} // namespace segmentdesk
