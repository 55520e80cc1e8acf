// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/filedrops.h"

#include "ui/kit/writegate.h"
#include "ui/segments/filedrop.h"

#include <QDropEvent>
#include <QWidget>

namespace segmentdesk {

FileDrops::FileDrops(QWidget &target, const WriteGate &writeGate)
    : QObject(&target), m_writeGate(writeGate)
{
    target.setAcceptDrops(true);
    target.installEventFilter(this);
}

bool FileDrops::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto *dragged = static_cast<QDropEvent *>(event);
        const FileDrop drop = FileDrop::of(dragged->mimeData());
        if (!drop.hasFiles)
            break;
        const QString refusal =
            drop.refusal.isEmpty() ? m_writeGate.unavailableReason() : drop.refusal;
        const bool isTaken = refusal.isEmpty();
        // Entered in any case, so that what is wrong is said; moved and dropped only where it fits.
        dragged->setDropAction(isTaken ? Qt::CopyAction : Qt::IgnoreAction);
        dragged->setAccepted(isTaken || event->type() == QEvent::DragEnter);
        if (event->type() != QEvent::Drop) {
            Q_EMIT hintChanged(isTaken ? tr("Drop to import this file. Esc cancels.")
                                       : refusal.toHtmlEscaped());
        } else {
            Q_EMIT hintChanged(QString());
            if (isTaken)
                Q_EMIT fileDropped(drop.path);
        }
        return true;
    }
    case QEvent::DragLeave:
        Q_EMIT hintChanged(QString());
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace segmentdesk
