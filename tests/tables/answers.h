// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>

#include "models/domain/page.h"

#include <algorithm>

namespace segmentdesk {

inline ApiError errorOf(ApiError::Kind kind)
{
    ApiError error;
    error.kind = kind;
    return error;
}

/// Questions of one kind that wait for an answer: the test decides when and what to answer.
/// Like a request, a question ends when its context dies.
template <typename Request, typename T>
struct Questions
{
    struct Question
    {
        Request request;
        QPointer<QObject> context;
        Callback<T> callback;
    };

    QList<Question> asked; ///< every question ever asked
    qsizetype next = 0; ///< the first that has no answer

    void ask(Request request, QObject *context, Callback<T> callback)
    {
        asked.append({std::move(request), context, std::move(callback)});
    }
    bool isPending() const { return next < asked.size(); }
    const Request &pending() const { return asked.at(next).request; }
    /// Answers the oldest question; it is not called back if the context is dead.
    void answer(Result<T> result) { answerAt(next++, std::move(result)); }
    void answerAt(qsizetype index, Result<T> result)
    {
        const Question question = asked.at(index);
        if (question.context)
            question.callback(std::move(result));
    }
};

} // namespace segmentdesk
