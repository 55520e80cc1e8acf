// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvdialect.h"

#include <QIODevice>

namespace segmentdesk {

/// Turns the UTF-8 that is written to it into another encoding on its way to a device. Each write
/// is whole letters. What Windows-1252 does not have becomes `?`.
class Encoder : public QIODevice
{
    Q_OBJECT

public:
    /// @p target is open for writing and outlives the encoder, which is open from the beginning.
    Encoder(QIODevice &target, CsvDialect::Encoding encoding);

    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override;

private:
    QIODevice &m_target;
    CsvDialect::Encoding m_encoding;
};

} // namespace segmentdesk
