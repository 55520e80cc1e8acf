// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/answers.h"
#include "app/sandbox/httpmessage.h"
#include "app/sandbox/options.h"
#include "app/sandbox/query.h"
#include "app/sandbox/route.h"

#include <QJsonArray>

#include <optional>

namespace segmentdesk::sandbox {

class Database;
class JsonWriter;
class Witness;
struct CustomerRow;
struct CustomerQuery;
struct ProfileRow;
struct SegmentRow;

/// The operations of the API: from a routed and permitted request to its answer. Carries each out
/// at once and as a whole: a change is applied completely or not at all, unless partialConflicts is
/// set.
class Emulator
{
public:
    /// How lists lie, for tests of clients.
    struct Bend
    {
        qint64 moreRows = 0; ///< added to the total
        bool repeatPage = false; ///< the rows of page 1 under any number
        bool emptyPage = false; ///< no rows, with the right total
    };

    Emulator(Database &database, const Options &options, Witness &witness);

    HttpResponse perform(const Route &route, const HttpRequest &request, bool readOnly,
                         const Bend &bend);

private:
    struct Paging
    {
        int page = 1;
        int limit = 50;
        qint64 firstRow() const { return qint64(page - 1) * limit; }
    };

    HttpResponse listSegments();
    HttpResponse createSegments();
    HttpResponse updateSegments();
    HttpResponse deleteSegments();
    HttpResponse listProfiles();
    HttpResponse createProfiles();
    HttpResponse deleteProfiles();
    HttpResponse listMembers();
    HttpResponse addMembers();
    HttpResponse removeMembers();
    HttpResponse listSegmentsOfProfile();
    HttpResponse listCustomers();

    // Each of these answers nothing if all is well, or what to answer instead.
    std::optional<HttpResponse> onlyParameters(const QStringList &single, const QStringList &lists);
    std::optional<HttpResponse> readPaging(Paging *paging);
    std::optional<HttpResponse> readIds(QList<QByteArray> *ids, QStringList *texts);
    std::optional<HttpResponse> readDeletion(bool *all, QList<QByteArray> *ids, QStringList *texts);
    std::optional<HttpResponse> readItems(QJsonArray *items, int most);
    std::optional<HttpResponse> readCustomerFilters(CustomerQuery *query);
    std::optional<HttpResponse> readCustomerOrder(CustomerQuery *query);

    HttpResponse refused(int status, const QString &title, const FieldErrors &errors = {}) const;
    HttpResponse noSuchSegment() const;
    HttpResponse conflict(const BatchResult &result) const;
    HttpResponse deleted(const BatchResult &result) const;
    /// Commits; if the database failed, the answer that says so.
    std::optional<HttpResponse> committed();
    HttpResponse databaseFailed(const QString &reason) const;

    void writeSegment(JsonWriter &json, const SegmentRow &row) const;
    void writeProfile(JsonWriter &json, const ProfileRow &row) const;
    void writeCustomer(JsonWriter &json, const CustomerRow &row, bool withProfile,
                       bool withSegments);
    void writePagination(JsonWriter &json, const Paging &paging, qint64 total, qint64 count) const;
    QByteArray link(const QStringList &without, const QByteArray &with) const;
    HttpResponse listed(JsonWriter &json, const Paging &paging, qint64 total, qint64 count) const;
    HttpResponse segmentPage(const QList<const SegmentRow *> &rows, const Paging &paging) const;
    HttpResponse profilePage(const QList<ProfileRow> &rows, const Paging &paging,
                             qint64 total) const;
    template <typename Row, typename Write>
    HttpResponse written(int status, const QList<Row> &rows, const BatchResult &result,
                         Write write) const;
    Paging served(const Paging &asked) const;
    void touchCustomers(const QList<qint64> &customerIds);

    Database &m_database;
    const Options &m_options;
    Witness &m_witness;

    // Of the request that is being carried out.
    Route m_route;
    const HttpRequest *m_request = nullptr;
    Query m_query{QByteArray()};
    bool m_readOnly = false;
    Bend m_bend;
};

} // namespace segmentdesk::sandbox
