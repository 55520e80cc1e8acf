// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/accessibles.h"

#include "ui/kit/choicegroup.h"

#include <QAbstractItemView>
#include <QAccessibleWidget>
#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

class ComboAccess : public QAccessibleWidget
{
public:
    explicit ComboAccess(QComboBox *combo) : QAccessibleWidget(combo, QAccessible::ComboBox) { }

    QString text(QAccessible::Text what) const override
    {
        switch (what) {
        case QAccessible::Name:
            return name();
        case QAccessible::Value:
            return combo()->currentText();
        case QAccessible::Description: {
            const QString own = QAccessibleWidget::text(what);
            return own.isEmpty() ? combo()->currentText() : own;
        }
        default:
            return QAccessibleWidget::text(what);
        }
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        const bool open = combo()->view()->isVisible();
        state.expandable = true;
        state.expanded = open;
        state.collapsed = !open;
        state.hasPopup = true;
        state.editable = combo()->isEditable();
        return state;
    }

    int childCount() const override { return int(parts().size()); }
    QAccessibleInterface *child(int index) const override
    {
        return QAccessible::queryAccessibleInterface(parts().value(index));
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        return child ? int(parts().indexOf(qobject_cast<QWidget *>(child->object()))) : -1;
    }

    QStringList actionNames() const override
    {
        return {showMenuAction(), pressAction(), setFocusAction()};
    }
    void doAction(const QString &name) override
    {
        if (!combo()->isEnabled())
            return;
        if (name != showMenuAction() && name != pressAction())
            QAccessibleWidget::doAction(name);
        else if (combo()->view()->isVisible())
            combo()->hidePopup();
        else
            combo()->showPopup();
    }

private:
    QComboBox *combo() const { return static_cast<QComboBox *>(widget()); }

    QString name() const
    {
        if (!combo()->accessibleName().isEmpty())
            return combo()->accessibleName();
        const auto labels = relations(QAccessible::Label);
        return labels.isEmpty() ? QAccessibleWidget::text(QAccessible::Name)
                                : labels.first().first->text(QAccessible::Name);
    }

    /// The list while it is open, and the field that is typed into.
    QList<QWidget *> parts() const
    {
        QList<QWidget *> all;
        if (combo()->view()->isVisible())
            all.append(combo()->view());
        if (combo()->lineEdit())
            all.append(combo()->lineEdit());
        return all;
    }
};

QAccessibleInterface *makeAccessible(const QString &className, QObject *object)
{
    if (auto *combo = className == "QComboBox"_L1 ? qobject_cast<QComboBox *>(object) : nullptr)
        return new ComboAccess(combo);
    auto *group = qobject_cast<ChoiceGroup *>(object);
    return group && className == "segmentdesk::ChoiceGroup"_L1
        ? new QAccessibleWidget(group, QAccessible::Grouping)
        : nullptr;
}

} // namespace

void installAccessibles()
{
    QAccessible::installFactory(makeAccessible); // once, however often it is called
}

} // namespace segmentdesk
