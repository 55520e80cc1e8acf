// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace segmentdesk {

/// A field of several lines. Takes text only: QPlainTextEdit of Qt 6.4 ends the program when it is
/// given what has no format at all, as an empty clipboard has. Use it wherever people can write.
class TextEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace segmentdesk
