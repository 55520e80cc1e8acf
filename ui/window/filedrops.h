// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QWidget;

namespace segmentdesk {

class WriteGate;

/// Takes files that are dropped anywhere on an open store, and says why one is not taken.
class FileDrops : public QObject
{
    Q_OBJECT

public:
    /// A child of @p target, which gets the drops.
    FileDrops(QWidget &target, const WriteGate &writeGate);

Q_SIGNALS:
    void fileDropped(const QString &path);
    /// As rich text; empty: nothing is dragged.
    void hintChanged(const QString &hint);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const WriteGate &m_writeGate;
};

} // namespace segmentdesk
