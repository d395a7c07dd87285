// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Profile {
    /// How far a stream is looked at to find out its language, in bytes.
    public static let recognitionReach = 65_536

    /// This profile, or Star's with the same paper when the stream gives itself away as Star's.
    ///
    /// A decoder changes its table by itself at the first command that is Star's alone, but some before it may have
    /// been read wrongly: `ESC E` has a parameter in one language and none in the other. Whoever has the whole job
    /// asks here first. A profile that is not `.escpos` stays.
    public func recognising(_ stream: ArraySlice<UInt8>) -> Profile {
        guard language == .escpos else { return self }
        var decoder = StreamDecoder(profile: self, limits: DecodingLimits(body: 64))
        var isStar = false
        decoder.feed(stream.prefix(Self.recognitionReach)) { token, _ in
            if case .command(let command) = token.kind, command.family == .star { isStar = true }
        }
        guard isStar else { return self }
        return Profile(name: Profile.star.name, language: .star, cjkByDefault: cjkByDefault, dots: dots)
    }
}
