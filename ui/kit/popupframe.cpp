// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/popupframe.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// What screen readers see of a plain widget, with the popups that belong to it.
class PopupOwner : public QAccessibleWidget
{
public:
    using QAccessibleWidget::QAccessibleWidget;

    int childCount() const override
    {
        return QAccessibleWidget::childCount() + int(popups().size());
    }

    QAccessibleInterface *child(int index) const override
    {
        const int own = QAccessibleWidget::childCount();
        if (index < own)
            return QAccessibleWidget::child(index);
        const QWidgetList open = popups();
        return index - own < open.size()
            ? QAccessible::queryAccessibleInterface(open.at(index - own))
            : nullptr;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const int index = QAccessibleWidget::indexOfChild(child);
        if (index >= 0 || !child)
            return index;
        const qsizetype at = popups().indexOf(qobject_cast<QWidget *>(child->object()));
        return at < 0 ? -1 : QAccessibleWidget::childCount() + int(at);
    }

    QAccessibleInterface *parent() const override
    {
        if (const auto *popup = qobject_cast<const PopupFrame *>(object()))
            return ownerOf(*popup);
        return QAccessibleWidget::parent();
    }

private:
    /// The nearest widget around a popup that can have it as a child.
    static PopupOwner *ownerOf(const PopupFrame &popup)
    {
        for (QWidget *around = popup.parentWidget(); around; around = around->parentWidget()) {
            auto *owner = dynamic_cast<PopupOwner *>(QAccessible::queryAccessibleInterface(around));
            if (owner)
                return owner;
        }
        return nullptr;
    }

    QWidgetList popups() const
    {
        QWidgetList open;
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *window : all) {
            const auto *popup = qobject_cast<const PopupFrame *>(window);
            if (popup && popup->isVisible() && ownerOf(*popup) == this)
                open.append(window);
        }
        return open;
    }
};

/// Asked for every class of an object, the most special one first: others know what to make of
/// buttons and fields before this comes to QWidget.
QAccessibleInterface *makeOwner(const QString &className, QObject *object)
{
    if (auto *popup = qobject_cast<PopupFrame *>(object))
        return new PopupOwner(popup, QAccessible::Dialog);
    auto *widget = qobject_cast<QWidget *>(object);
    const bool isPlain = widget && className == "QWidget"_L1 && !widget->isWindow();
    return isPlain ? new PopupOwner(widget) : nullptr;
}

} // namespace

PopupFrame::PopupFrame(QWidget *parent) : QFrame(parent, Qt::Popup)
{
    static const bool installed = [] {
        QAccessible::installFactory(makeOwner);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace segmentdesk
