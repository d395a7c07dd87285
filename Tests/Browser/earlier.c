// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.
//
// Put in front of the C library of one process (LD_PRELOAD), it lets that process live some seconds ago: a story in
// which ten minutes pass need not last ten minutes. Only the wall clock is moved.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    const char *shift = getenv("COUNTERFOIL_TEST_EARLIER");
    if (result == 0 && clock == CLOCK_REALTIME && shift != NULL) now->tv_sec -= atol(shift);
    return result;
}
