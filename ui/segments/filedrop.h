// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QMimeData;

namespace segmentdesk {

/// What is dragged here from another program, as far as it is files.
struct FileDrop
{
    bool hasFiles = false; ///< anything by its address; then one of the others is set
    QString path; ///< the one file that can be imported
    QString refusal; ///< why none can, and what helps, as plain text

    static FileDrop of(const QMimeData *data);
};

} // namespace segmentdesk
