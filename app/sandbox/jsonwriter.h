// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QStringView>

#include <concepts>

namespace segmentdesk::sandbox {

/// Writes JSON straight into bytes: a page of 250 rows without a tree in between.
class JsonWriter
{
public:
    JsonWriter() { m_bytes.reserve(1024); }

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }

    /// @p name is plain ASCII without anything to escape.
    void key(QByteArrayView name);
    /// A key that may hold anything.
    void keyText(QStringView name);

    void number(qint64 value) { text(QByteArray::number(value)); }
    void string(QStringView value);
    /// @p value is plain ASCII without anything to escape.
    void plain(QByteArrayView value);
    void boolean(bool value) { text(value ? "true" : "false"); }
    void null() { text("null"); }
    /// JSON that is written already.
    void text(const QByteArray &json);

    const QByteArray &bytes() const { return m_bytes; }

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void quote(QStringView value);

    QByteArray m_bytes;
    bool m_comma = false;
};

} // namespace segmentdesk::sandbox
