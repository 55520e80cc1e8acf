// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QIODevice>

namespace segmentdesk {

/// The body of a write, readable once. QNetworkAccessManager repeats a request unasked when a
/// connection dies before the answer, writes included; a sequential device that cannot be reset is
/// the one thing that stops it.
class OneShotBody final : public QIODevice
{
public:
    OneShotBody(const QByteArray &bytes, QObject *parent);

    bool isSequential() const override;
    qint64 bytesAvailable() const override;
    bool atEnd() const override;
    bool reset() override;

    /// Whether any of it has been taken: if not, nothing can have reached the server.
    bool wasRead() const { return m_position > 0; }
    bool isEmpty() const { return m_bytes.isEmpty(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_bytes;
    qint64 m_position = 0;
};

} // namespace segmentdesk
