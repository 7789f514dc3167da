// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Closed forms of queueing theory. Rates and times share a unit; an unstable queue (load at least its servers) waits
/// for ever: the result is then infinite.
namespace weir::queueing {

/// Probability that all \a servers are busy and there is no waiting room (Erlang B), for an offered load (arrival
/// rate times mean service time) of \a load.
double erlangB(int servers, double load);

/// Probability that an arrival waits in M/M/c (Erlang C); 1 when unstable.
double erlangC(int servers, double load);

/// Mean wait in M/M/c.
double meanWait(int servers, double arrivalRate, double meanService);

/// The wait that a share \a percentile of arrivals does not exceed in M/M/c; 0 where fewer have to wait.
double waitPercentile(int servers, double arrivalRate, double meanService, double percentile);

/// Mean wait in M/G/1 (Pollaczek-Khinchine); \a serviceScv is the squared coefficient of variation of the service time.
double pollaczekKhinchine(double arrivalRate, double meanService, double serviceScv);

/// Approximate mean wait in G/G/c (Allen & Cunneen, 1990): that of M/M/c times the mean of both squared coefficients
/// of variation.
double allenCunneen(int servers, double arrivalRate, double meanService, double arrivalScv, double serviceScv);

/// Attempts a message takes in the mean when each fails with probability \a failure, at most \a maxAttempts: what
/// retries multiply the load by.
double attemptsPerMessage(double failure, int maxAttempts);

/// Share of messages whose every attempt fails.
double deadLetterShare(double failure, int maxAttempts);

} // namespace weir::queueing
