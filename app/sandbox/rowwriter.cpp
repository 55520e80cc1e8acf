// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/rowwriter.h"

#include "app/sandbox/answers.h"
#include "app/sandbox/customerinclude.h"
#include "app/sandbox/database.h"
#include "app/sandbox/jsonwriter.h"
#include "app/sandbox/options.h"

#include <iterator>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr int maxIncluded = 10; ///< addresses, and attributes, of a customer

int addressesOf(qint64 customerId)
{
    return int(customerId % 3);
}

int attributesOf(qint64 customerId)
{
    return int(customerId % 4 == 0 ? 2 : 0);
}

} // namespace

RowWriter::RowWriter(Database &database, const Options &options)
    : m_database(database), m_options(options)
{
}

void RowWriter::writeSegment(JsonWriter &json, const SegmentRow &row) const
{
    json.beginObject();
    json.key("id");
    json.plain(uuidText(row.uuid));
    json.key("name");
    json.string(row.name);
    json.key("description");
    json.string(row.description);
    json.key("created_at");
    json.plain(timeText(row.created));
    json.key("updated_at");
    json.plain(timeText(row.updated));
    json.endObject();
}

void RowWriter::writeProfile(JsonWriter &json, const ProfileRow &row) const
{
    json.beginObject();
    json.key("id");
    json.plain(uuidText(row.uuid));
    json.key("customer_id");
    json.number(row.customerId);
    json.key("created_at");
    json.plain(timeText(row.created));
    json.key("updated_at");
    json.plain(timeText(row.updated));
    json.endObject();
}

void RowWriter::writeAddresses(JsonWriter &json, const CustomerRow &row) const
{
    static const char *const towns[][4] = {
        {"Malm\u00f6", "Sk\u00e5ne", "Sweden", "SE"},
        {"Austin", "Texas", "United States", "US"},
        {"K\u00f6ln", "Nordrhein-Westfalen", "Germany", "DE"},
        {"Leeds", "West Yorkshire", "United Kingdom", "GB"},
    };
    json.key("addresses");
    json.beginArray();
    for (int i = 0; i < qMin(addressesOf(row.id), maxIncluded); ++i) {
        const auto &town = towns[(row.id + i) % std::ssize(towns)];
        json.beginObject();
        json.key("id");
        json.number(row.id * maxIncluded + i);
        json.key("customer_id");
        json.number(row.id);
        json.key("first_name");
        json.string(row.firstName);
        json.key("last_name");
        json.string(row.lastName);
        json.key("company");
        json.string(row.company);
        json.key("address1");
        json.string(u"%1 Main Street"_s.arg(row.id % 200 + 1));
        json.key("address2");
        json.plain("");
        json.key("city");
        json.string(QString::fromUtf8(town[0]));
        json.key("state_or_province");
        json.string(QString::fromUtf8(town[1]));
        json.key("postal_code");
        json.string(QString::number(10'000 + row.id % 80'000));
        json.key("country");
        json.plain(town[2]);
        json.key("country_code");
        json.plain(town[3]);
        json.key("phone");
        json.string(row.phone);
        json.key("address_type");
        json.plain("residential");
        json.endObject();
    }
    json.endArray();
}

/// Values without names: those have a list of their own.
void RowWriter::writeAttributes(JsonWriter &json, const CustomerRow &row) const
{
    json.key("attributes");
    json.beginArray();
    for (int i = 0; i < qMin(attributesOf(row.id), maxIncluded); ++i) {
        json.beginObject();
        json.key("id");
        json.number(row.id * maxIncluded + i);
        json.key("customer_id");
        json.number(row.id);
        json.key("attribute_id");
        json.number(i + 1);
        json.key("attribute_value");
        json.string(QString::number((row.id + i) % 90 + 10));
        json.key("date_created");
        json.plain(timeText(row.created));
        json.key("date_modified");
        json.plain(timeText(row.modified));
        json.endObject();
    }
    json.endArray();
}

void RowWriter::writeCustomer(JsonWriter &json, const CustomerRow &row,
                              const CustomerInclude &include) const
{
    json.beginObject();
    json.key("id");
    json.number(row.id);
    json.key("email");
    json.string(row.email);
    json.key("first_name");
    json.string(row.firstName);
    json.key("last_name");
    json.string(row.lastName);
    json.key("company");
    json.string(row.company);
    json.key("phone");
    json.string(row.phone);
    json.key("customer_group_id");
    json.number(row.groupId);
    json.key("date_created");
    json.plain(timeText(row.created));
    json.key("date_modified");
    json.plain(timeText(row.modified));
    // What the real API returns as well; derived, so that it costs no space.
    json.key("registration_ip_address");
    json.plain(QByteArray("192.0.2." + QByteArray::number(row.id * 37 % 254 + 1))); // as filtered
    json.key("notes");
    json.plain("");
    json.key("tax_exempt_category");
    json.plain("");
    json.key("address_count");
    json.number(addressesOf(row.id));
    json.key("attribute_count");
    json.number(attributesOf(row.id));
    json.key("authentication");
    json.text("{\"force_password_reset\":false}");
    json.key("accepts_product_review_abandoned_cart_emails");
    json.boolean(row.id % 5 != 0);
    json.key("origin_channel_id");
    json.number(1);
    json.key("channel_ids");
    if (row.id % 7 == 0)
        json.null(); // all of them
    else
        json.text("[1]");
    if (include.addresses)
        writeAddresses(json, row);
    if (include.storeCredit) {
        json.key("store_credit_amounts");
        json.text("[{\"amount\":" + QByteArray::number(row.id % 4 == 0 ? row.id % 50 : 0) + "}]");
    }
    if (include.attributes)
        writeAttributes(json, row);
    if (include.formFields) {
        json.key("form_fields");
        json.text(row.id % 6 == 0 ? "[{\"name\":\"License Id\",\"value\":\"A-"
                          + QByteArray::number(row.id) + "\"}]"
                                  : QByteArray("[]"));
    }
    if (include.profile || include.segments) {
        const std::optional<Database::CustomerProfile> found =
            m_database.profileWithSegments(row.id);
        if (include.profile && !m_options.untoldProfiles) {
            json.key("shopper_profile_id");
            if (found)
                json.plain(uuidText(found->uuid));
            else
                json.null();
        }
        if (include.segments) {
            json.key("segment_ids");
            if (m_options.untoldSegments) {
                json.null();
            } else {
                json.beginArray();
                if (found) {
                    for (const SegmentRow *each : found->segments)
                        json.plain(uuidText(each->uuid));
                }
                json.endArray();
            }
        }
    }
    json.endObject();
}

} // namespace segmentdesk::sandbox
