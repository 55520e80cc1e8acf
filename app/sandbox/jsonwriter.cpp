// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/jsonwriter.h"

namespace segmentdesk::sandbox {

void JsonWriter::open(char bracket)
{
    separate();
    m_bytes += bracket;
    m_comma = false;
}

void JsonWriter::close(char bracket)
{
    m_bytes += bracket;
    m_comma = true;
}

void JsonWriter::separate()
{
    if (m_comma)
        m_bytes += ',';
}

void JsonWriter::key(QByteArrayView name)
{
    separate();
    m_bytes += '"';
    m_bytes.append(name.data(), name.size());
    m_bytes += "\":";
    m_comma = false;
}

void JsonWriter::keyText(QStringView name)
{
    separate();
    quote(name);
    m_bytes += ':';
    m_comma = false;
}

void JsonWriter::string(QStringView value)
{
    separate();
    quote(value);
    m_comma = true;
}

void JsonWriter::plain(QByteArrayView value)
{
    separate();
    m_bytes += '"';
    m_bytes.append(value.data(), value.size());
    m_bytes += '"';
    m_comma = true;
}

void JsonWriter::text(const QByteArray &json)
{
    separate();
    m_bytes += json;
    m_comma = true;
}

void JsonWriter::quote(QStringView value)
{
    m_bytes += '"';
    const QByteArray utf8 = value.toUtf8();
    qsizetype plain = 0; // what needs no escape goes in at once
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        if ((c < 0 || c >= 0x20) && c != '"' && c != '\\')
            continue;
        m_bytes.append(utf8.constData() + plain, i - plain);
        plain = i + 1;
        switch (c) {
        case '"':
            m_bytes += "\\\"";
            break;
        case '\\':
            m_bytes += "\\\\";
            break;
        case '\n':
            m_bytes += "\\n";
            break;
        case '\r':
            m_bytes += "\\r";
            break;
        case '\t':
            m_bytes += "\\t";
            break;
        default:
            constexpr char digits[] = "0123456789abcdef";
            m_bytes += "\\u00";
            m_bytes += digits[c >> 4];
            m_bytes += digits[c & 15];
        }
    }
    m_bytes.append(utf8.constData() + plain, utf8.size() - plain);
    m_bytes += '"';
}

} // namespace segmentdesk::sandbox
