// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Rendering
import Testing

@Suite struct RenderingErrorTests {
    @Test func `a missing font says what to install`() {
        #expect(RenderingError.missingFont("Noto Sans Mono CJK SC").description.contains("fonts-noto-cjk"))
    }
}
