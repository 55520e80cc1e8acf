// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/encoder.h"

#include "models/csv/transcoder.h"

#include <QHash>
#include <QString>
#include <QtEndian>

namespace segmentdesk {

namespace {

/// What the Transcoder makes of each byte, the other way round.
const QHash<char16_t, char> &bytesOfLetters()
{
    static const QHash<char16_t, char> bytes = [] {
        QHash<char16_t, char> all;
        for (int byte = 0x80; byte < 0x100; ++byte) {
            const char single = char(byte);
            QByteArray utf8;
            Transcoder(CsvDialect::Encoding::Windows1252).append({&single, 1}, utf8);
            all.insert(QString::fromUtf8(utf8).front().unicode(), single);
        }
        return all;
    }();
    return bytes;
}

} // namespace

Encoder::Encoder(QIODevice &target, CsvDialect::Encoding encoding)
    : m_target(target), m_encoding(encoding)
{
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

qint64 Encoder::writeData(const char *data, qint64 size)
{
    QByteArray bytes;
    if (m_encoding == CsvDialect::Encoding::Utf8) {
        bytes = QByteArray::fromRawData(data, size);
    } else {
        const QString text = QString::fromUtf8(data, size);
        if (m_encoding == CsvDialect::Encoding::Windows1252) {
            bytes.reserve(text.size());
            for (const QChar c : text)
                bytes.append(c.unicode() < 0x80 ? char(c.unicode())
                                                : bytesOfLetters().value(c.unicode(), '?'));
        } else {
            bytes.resize(text.size() * 2);
            const bool little = m_encoding == CsvDialect::Encoding::Utf16Le;
            char *to = bytes.data();
            for (const QChar c : text) {
                if (little)
                    qToLittleEndian<quint16>(c.unicode(), to);
                else
                    qToBigEndian<quint16>(c.unicode(), to);
                to += 2;
            }
        }
    }
    for (qint64 written = 0; written < bytes.size();) {
        const qint64 now = m_target.write(bytes.constData() + written, bytes.size() - written);
        if (now <= 0) {
            setErrorString(m_target.errorString());
            return -1;
        }
        written += now;
    }
    return size;
}

} // namespace segmentdesk
