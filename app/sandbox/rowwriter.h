// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/rows.h"

namespace segmentdesk::sandbox {

class Database;
class JsonWriter;
struct CustomerInclude;
struct Options;

/// Writes rows of the store as the API shows them.
class RowWriter
{
public:
    RowWriter(Database &database, const Options &options);

    void writeSegment(JsonWriter &json, const SegmentRow &row) const;
    void writeProfile(JsonWriter &json, const ProfileRow &row) const;
    void writeCustomer(JsonWriter &json, const CustomerRow &row,
                       const CustomerInclude &include) const;

private:
    void writeAddresses(JsonWriter &json, const CustomerRow &row) const;
    void writeAttributes(JsonWriter &json, const CustomerRow &row) const;

    Database &m_database;
    const Options &m_options;
};

} // namespace segmentdesk::sandbox
