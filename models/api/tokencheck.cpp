// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/tokencheck.h"

#include "models/api/storeaccess.h"
#include "models/api/storeapi.h"

#include <QElapsedTimer>
#include <QObject>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Check = TokenReport::Check;

bool isDenial(const ApiError &error)
{
    return error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden;
}

Check failed(const ApiError &error)
{
    return {isDenial(error) ? Check::State::Denied : Check::State::Unknown, error};
}

/// Goes through the checks one after the other. A child of the context; deletes itself at the end.
class TokenCheck final : public QObject
{
public:
    TokenCheck(RestClient &client, QObject *context, Callback<TokenReport> callback)
        : QObject(context), m_client(client), m_api(client, RequestPriority::Interactive),
          m_callback(std::move(callback))
    {
        m_clock.start();
    }

    void listCustomers()
    {
        CustomerQuery query;
        query.page.limit = 1;
        ++m_report.requests;
        m_api.listCustomers(query, this, [this](Result<Page<Customer>> page) {
            if (page) {
                m_report.customers.state = Check::State::Works;
                m_report.customersTotal = page->total;
            } else if (page.error().kind == ApiError::Kind::Forbidden) {
                m_report.customers = failed(page.error());
            } else {
                // The token is wrong, or the store cannot be reached: more questions tell nothing.
                finish(tl::unexpected(page.error()));
                return;
            }
            listSegments();
        });
    }

private:
    void listSegments()
    {
        ++m_report.requests;
        m_api.listSegments({1, 1}, this, [this](Result<Page<Segment>> page) {
            if (!page) {
                m_report.segments = failed(page.error());
                tryToWrite();
                return;
            }
            m_report.segments.state = Check::State::Works;
            m_report.segmentsTotal = page->total;
            if (page->items.isEmpty())
                tryToWrite();
            else
                listMembers(page->items.first().id);
        });
    }

    void listMembers(SegmentId segment)
    {
        ++m_report.requests;
        m_api.listMembers(segment, {1, 1}, this, [this](Result<Page<ShopperProfile>> page) {
            if (page)
                m_report.members.state = Check::State::Works;
            else
                m_report.members = failed(page.error());
            tryToWrite();
        });
    }

    void tryToWrite()
    {
        ++m_report.requests;
        probeWriting(m_client, this, [this](const Result<RestClient::Reply> &reply) {
            const bool works = reply || reply.error().httpStatus == 400
                || reply.error().httpStatus == 413 || reply.error().httpStatus == 422;
            if (works)
                m_report.write.state = Check::State::Works;
            else
                m_report.write = failed(reply.error());
            finish(m_report);
        });
    }

    void finish(Result<TokenReport> result)
    {
        if (result) {
            result->quota = m_client.traffic().quota;
            result->window = m_client.rateWindow();
            result->elapsed = std::chrono::milliseconds(m_clock.elapsed());
        }
        const Callback<TokenReport> callback = std::move(m_callback);
        deleteLater();
        callback(std::move(result));
    }

    RestClient &m_client;
    StoreApi m_api;
    Callback<TokenReport> m_callback;
    TokenReport m_report;
    QElapsedTimer m_clock;
};

} // namespace

void checkToken(RestClient &client, QObject *context, Callback<TokenReport> callback)
{
    auto *check = new TokenCheck(client, context, std::move(callback));
    check->listCustomers();
}

} // namespace segmentdesk
