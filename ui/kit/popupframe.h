// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

namespace segmentdesk {

/// The base of all popups that are no menus. Qt keeps popups out of the tree that screen readers
/// see: it lists windows under the application, but for popups, and a widget's children, but for
/// windows. This one is seen, while it is open, as a child of the plain widget that it belongs to.
class PopupFrame : public QFrame
{
    Q_OBJECT

public:
    explicit PopupFrame(QWidget *parent);
};

} // namespace segmentdesk
