// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <optional>

class QHelpEvent;
class QWidget;

namespace segmentdesk {

/// @p text as Qt's rich text that shows it as it is written: tags and entities are shown, line
/// breaks stay, long lines wrap. Empty stays empty.
QString plainAsRich(const QString &text);

/// Shows every tooltip of the application as plain text: of widgets, menus, and cells and heads of
/// tables and lists. Qt itself takes what looks like markup for markup, and a name that comes from
/// a store would load files. So tooltips are set as plain text everywhere; there is no other kind.
/// A widget with several of its own has the property `ownTips`, and uses plainAsRich().
class PlainTips : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What is said at this place; without a value: the widget says it itself.
    static std::optional<QString> tipAt(QWidget *widget, const QHelpEvent &help);
};

} // namespace segmentdesk
