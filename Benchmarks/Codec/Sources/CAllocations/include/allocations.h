// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>

/// Allocations of this process so far.
uint64_t allocation_count(void);
