// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/simnetwork.h"

#include "tests/simulation/clock.h"
#include "tests/simulation/dispatcher.h"

#include <QNetworkReply>
#include <QUrl>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

namespace {

/// How often Qt sends a request again whose connection died before an answer (qt-facts: HTTP/1.1).
constexpr int resends = 3;
/// A step on the way: to the wire, to the store, back. In milliseconds; a little different for each
/// request, so that answers overtake each other.
qint64 delay(int number, int leg)
{
    return 3 + (qint64(number) * 7 + qint64(leg) * 13) % 17;
}

} // namespace

bool isOfLists(Harm harm)
{
    return harm >= Harm::EmptyPage;
}

QString wordsOf(Harm harm)
{
    switch (harm) {
    case Harm::None:
        break;
    case Harm::Refused:
        return u"finds no connection"_s;
    case Harm::LostBefore:
        return u"is lost before the store sees it"_s;
    case Harm::LostAfter:
        return u"is carried out, and its answer is lost"_s;
    case Harm::Cut:
        return u"is carried out, and its answer is cut"_s;
    case Harm::TooManyHeaders:
        return u"is answered 429 with headers"_s;
    case Harm::TooManyBare:
        return u"is answered 429 without headers"_s;
    case Harm::FailedBefore:
        return u"is answered 503 and not carried out"_s;
    case Harm::FailedAfter:
        return u"is carried out and answered 500"_s;
    case Harm::SilentBefore:
        return u"is never answered and not carried out"_s;
    case Harm::SilentAfter:
        return u"is carried out and never answered"_s;
    case Harm::EmptyPage:
        return u"is answered by an empty page"_s;
    case Harm::ShortPage:
        return u"is answered by a page with a row too few"_s;
    case Harm::TotalTooHigh:
        return u"is answered with a total too high"_s;
    case Harm::TotalTooLow:
        return u"is answered with a total too low"_s;
    case Harm::RepeatedRow:
        return u"is answered with a row twice"_s;
    }
    return u"is carried out"_s;
}

class SimReply final : public QNetworkReply
{
public:
    SimReply(Network &network, QNetworkAccessManager::Operation operation,
             const QNetworkRequest &asked, QIODevice *body)
        : m_network(network), m_body(body)
    {
        setOperation(operation);
        setRequest(asked);
        setUrl(asked.url());
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        QByteArray method = asked.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
        switch (operation) {
        case QNetworkAccessManager::GetOperation:
            method = "GET";
            break;
        case QNetworkAccessManager::PostOperation:
            method = "POST";
            break;
        case QNetworkAccessManager::PutOperation:
            method = "PUT";
            break;
        case QNetworkAccessManager::DeleteOperation:
            method = "DELETE";
            break;
        default:
            break;
        }
        // Qt can send a body again only if it can be read from its beginning.
        const bool mayBeResent = !body || !body->isSequential();
        m_network.begin(this, method, asked.url(), mayBeResent);
    }
    ~SimReply() override { end(); }

    QByteArray readBody() { return m_body ? m_body->readAll() : QByteArray(); }
    void abort() override
    {
        if (isFinished())
            return;
        setError(OperationCanceledError, u"Operation canceled"_s);
        setFinished(true);
        end();
        Q_EMIT finished();
    }
    void answered(const modelstore::Answer &answer, bool isCut)
    {
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, answer.status);
        setRawHeader("Content-Type", answer.contentType);
        for (const auto &[name, value] : answer.headers)
            setRawHeader(name, value);
        m_answer = isCut ? answer.body.left(answer.body.size() / 2) : answer.body;
        Q_EMIT metaDataChanged();
        if (!m_answer.isEmpty())
            Q_EMIT readyRead();
        if (isCut)
            setError(RemoteHostClosedError, u"Connection closed"_s);
        else if (answer.status >= 400)
            setError(UnknownContentError, u"HTTP %1"_s.arg(answer.status));
        setFinished(true);
        end();
        Q_EMIT finished();
    }
    void lost(NetworkError why)
    {
        setError(why, u"The connection is gone"_s);
        setFinished(true);
        end();
        Q_EMIT finished();
    }
    void isOnWire() { Q_EMIT requestSent(); }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override
    {
        return m_answer.size() - m_read + QNetworkReply::bytesAvailable();
    }
    int number = 0;

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = std::min<qint64>(most, m_answer.size() - m_read);
        if (size <= 0)
            return m_answer.isEmpty() || isFinished() ? -1 : 0;
        std::memcpy(data, m_answer.constData() + m_read, size_t(size));
        m_read += size;
        return size;
    }

private:
    void end()
    {
        if (std::exchange(m_isOver, true))
            return;
        --m_network.m_underWay;
        m_network.m_sent[size_t(number - 1)].isAnswered = true;
    }

    Network &m_network;
    QPointer<QIODevice> m_body;
    QByteArray m_answer;
    qint64 m_read = 0;
    bool m_isOver = false;
};

class SimManager final : public QNetworkAccessManager
{
public:
    explicit SimManager(Network &network) : m_network(network) { }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override
    {
        return new SimReply(m_network, operation, request, body);
    }

private:
    Network &m_network;
};

Network::Network(Dispatcher &dispatcher, modelstore::Store &store)
    : m_dispatcher(dispatcher), m_store(store)
{
}

std::unique_ptr<QNetworkAccessManager> Network::manager()
{
    return std::make_unique<SimManager>(*this);
}

void Network::forget()
{
    ++m_life;
    m_underWay = 0;
}

/// The harm that was armed for such a request, if it is its turn.
Harm Network::harmFor(const Sent &sent)
{
    if (isDown)
        return Harm::Refused;
    const auto mine = std::find_if(m_armed.begin(), m_armed.end(), [&sent](const Armed &armed) {
        return armed.ofWrites == sent.isWrite;
    });
    if (mine == m_armed.end() || mine->skip-- > 0)
        return Harm::None;
    const Harm harm = mine->harm;
    m_armed.erase(mine);
    return harm;
}

void Network::begin(SimReply *reply, const QByteArray &method, const QUrl &url, bool mayBeResent)
{
    Sent sent;
    sent.request.number = int(m_sent.size()) + 1;
    sent.request.method = method;
    sent.isWrite = method != "GET";
    const QString path = url.path();
    sent.request.path = path.mid(path.indexOf(u"/v3/") + 3);
    const QString query = url.query(QUrl::FullyEncoded);
    for (const QString &pair : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = pair.indexOf(u'=');
        sent.request.query.emplace(
            QUrl::fromPercentEncoding(pair.left(equals).toLatin1()),
            equals < 0 ? QString() : QUrl::fromPercentEncoding(pair.mid(equals + 1).toLatin1()));
    }
    const int number = sent.request.number;
    reply->number = number;
    const Harm harm = harmFor(sent);
    sent.harm = harm;
    harmed += harm == Harm::None ? 0 : 1;
    m_sent.push_back(sent);
    m_mayBeResent.push_back(mayBeResent);
    ++m_underWay;
    const QPointer<SimReply> guarded(reply);
    const quint64 life = m_life;
    const qint64 at = theClock().monotonic;
    if (harm == Harm::Refused) {
        m_dispatcher.schedule(at + delay(number, 0), [this, guarded, life] {
            if (guarded && life == m_life)
                guarded->lost(QNetworkReply::ConnectionRefusedError);
        });
        return;
    }
    m_sent.back().request.body = reply->readBody();
    if (onSent)
        onSent(m_sent.back());
    m_dispatcher.schedule(at + 1, [this, number, guarded, life, harm] {
        if (!guarded || guarded->isFinished() || life != m_life)
            return; // aborted before it was sent
        guarded->isOnWire();
        if (guarded && life == m_life)
            toWire(number, guarded, life, harm);
    });
}

void Network::toWire(int number, const QPointer<SimReply> &reply, quint64 life, Harm harm)
{
    Sent &sent = m_sent[size_t(number - 1)];
    ++sent.deliveries;
    if (onWire)
        onWire(sent);
    m_dispatcher.schedule(theClock().monotonic + delay(number, 1),
                          [=, this] { act(number, reply, life, harm); });
}

/// The request is at the store.
void Network::act(int number, const QPointer<SimReply> &reply, quint64 life, Harm harm)
{
    Sent &sent = m_sent[size_t(number - 1)];
    modelstore::Answer answer;
    const bool isNotSeen = harm == Harm::LostBefore || harm == Harm::SilentBefore;
    if (harm == Harm::TooManyHeaders || harm == Harm::TooManyBare) {
        answer.status = 429;
        if (harm == Harm::TooManyHeaders)
            answer.headers = {{"X-Rate-Limit-Time-Reset-Ms", "1500"}};
    } else if (harm == Harm::FailedBefore) {
        answer.status = 503;
        answer.contentType = "text/html";
        answer.body = "<html>Service Unavailable</html>";
    } else if (!isNotSeen) {
        modelstore::ListHarm ofList;
        if (isOfLists(harm) && !sent.isWrite)
            ofList.kind = modelstore::ListHarm::Kind(int(harm) - int(Harm::EmptyPage) + 1);
        sent.request.at = theClock().monotonic;
        sent.request.wall = theClock().wall();
        const size_t before = m_store.log().size();
        answer = m_store.answer(sent.request, ofList);
        sent.effects += int(m_store.log().size() - before);
        if (harm == Harm::FailedAfter) {
            answer = {};
            answer.status = 500;
        }
    }
    if (onActed)
        onActed(sent);
    if (harm == Harm::SilentBefore || harm == Harm::SilentAfter)
        return;
    m_dispatcher.schedule(theClock().monotonic + delay(number, 2), [=, this] {
        if (!reply || reply->isFinished() || life != m_life)
            return;
        if (harm == Harm::LostBefore || harm == Harm::LostAfter) {
            Sent &lost = m_sent[size_t(number - 1)];
            if (m_mayBeResent[size_t(number - 1)] && lost.deliveries <= resends) {
                toWire(number, reply, life, Harm::None);
                return;
            }
            reply->lost(QNetworkReply::RemoteHostClosedError);
            return;
        }
        m_sent[size_t(number - 1)].status = harm == Harm::Cut ? 0 : answer.status;
        if (onAnswered)
            onAnswered(m_sent[size_t(number - 1)]);
        reply->answered(answer, harm == Harm::Cut && !answer.body.isEmpty());
    });
}

} // namespace segmentdesk::simulation
