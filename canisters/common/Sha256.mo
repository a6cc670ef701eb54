/// SHA-256 (FIPS 180-4) over a stream of blobs.
///
/// A `Hasher` can be used for one message after another; beyond the digest itself that allocates nothing.
import Blob "mo:core/Blob";
import Nat16 "mo:core/Nat16";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Nat8 "mo:core/Nat8";
import VarArray "mo:core/VarArray";

module {
  public type Hasher = {
    /// The eight words of the intermediate hash value.
    state : [var Nat32];
    /// The sixteen words of the block being filled.
    block : [var Nat32];
    /// Words in the block so far, 0 to 15.
    var at : Nat;
    /// The word being filled, its bytes arriving from the right.
    var word : Nat32;
    /// Its bits so far, 0 to 24.
    var held : Nat32;
    /// Bytes written in all.
    var length : Nat;
    /// Where the digest's bytes are laid out.
    digest : [var Nat8];
  };

  /// A hasher that has seen nothing.
  public func begin() : Hasher {
    let hasher = {
      state = VarArray.repeat<Nat32>(0, 8);
      block = VarArray.repeat<Nat32>(0, 16);
      var at = 0;
      var word : Nat32 = 0;
      var held : Nat32 = 0;
      var length = 0;
      digest = VarArray.repeat<Nat8>(0, 32);
    };
    restart(hasher);
    hasher;
  };

  func restart(hasher : Hasher) {
    hasher.at := 0;
    hasher.length := 0;
    let state = hasher.state;
    state[0] := 0x6a09e667;
    state[1] := 0xbb67ae85;
    state[2] := 0x3c6ef372;
    state[3] := 0xa54ff53a;
    state[4] := 0x510e527f;
    state[5] := 0x9b05688c;
    state[6] := 0x1f83d9ab;
    state[7] := 0x5be0cd19;
  };

  /// Appends `bytes` to the message.
  public func write(hasher : Hasher, bytes : Blob) {
    let size = bytes.size();
    let block = hasher.block;
    var at = hasher.at;
    var word = hasher.word;
    var held = hasher.held;
    var i = 0;
    while (i < size) {
      word := (word << 8) | widen(bytes[i]);
      i += 1;
      held += 8;
      if (held == 32) {
        held := 0;
        block[at] := word;
        at += 1;
        if (at == 16) {
          compress(hasher.state, block);
          at := 0;
        };
      };
    };
    hasher.at := at;
    hasher.word := word;
    hasher.held := held;
    hasher.length += size;
  };

  /// Appends the first `size` of `bytes` to the message.
  public func writeArray(hasher : Hasher, bytes : [var Nat8], size : Nat) {
    let block = hasher.block;
    var at = hasher.at;
    var word = hasher.word;
    var held = hasher.held;
    var i = 0;
    while (i < size) {
      word := (word << 8) | widen(bytes[i]);
      i += 1;
      held += 8;
      if (held == 32) {
        held := 0;
        block[at] := word;
        at += 1;
        if (at == 16) {
          compress(hasher.state, block);
          at := 0;
        };
      };
    };
    hasher.at := at;
    hasher.word := word;
    hasher.held := held;
    hasher.length += size;
  };

  /// The digest, 32 bytes. The hasher is as new afterwards.
  public func finish(hasher : Hasher) : Blob {
    let bits = Nat64.fromNat(hasher.length) << 3;
    let block = hasher.block;
    write(hasher, "\80");
    while (hasher.held != 0) write(hasher, "\00");
    var i = hasher.at;
    if (i > 14) {
      while (i < 16) { block[i] := 0; i += 1 };
      compress(hasher.state, block);
      i := 0;
    };
    while (i < 14) { block[i] := 0; i += 1 };
    block[14] := Nat64.toNat32(bits >> 32);
    block[15] := Nat64.toNat32(bits & 0xffff_ffff);
    compress(hasher.state, block);

    let digest = hasher.digest;
    i := 0;
    while (i < 8) {
      let (b3, b2, b1, b0) = Nat32.explode(hasher.state[i]);
      digest[4 * i] := b3;
      digest[4 * i + 1] := b2;
      digest[4 * i + 2] := b1;
      digest[4 * i + 3] := b0;
      i += 1;
    };
    restart(hasher);
    Blob.fromVarArray(digest);
  };

  /// SHA-256 of one blob.
  public func hash(bytes : Blob) : Blob {
    let hasher = begin();
    write(hasher, bytes);
    finish(hasher);
  };

  /// SHA-256 of `first ‖ second`.
  public func hash2(first : Blob, second : Blob) : Blob {
    let hasher = begin();
    write(hasher, first);
    write(hasher, second);
    finish(hasher);
  };

  func widen(byte : Nat8) : Nat32 = Nat32.fromNat16(Nat16.fromNat8(byte));

  let roundConstants : [[Nat32]] = [
    [
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
      0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    ],
    [
      0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
      0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    ],
    [
      0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
      0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    ],
    [
      0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ],
  ];

  // Sixteen rounds are written out, so that neither the working variables nor the schedule have to be shifted along:
  // the names rotate instead, and everything stays in locals.
  func compress(state : [var Nat32], block : [var Nat32]) {
    var a = state[0];
    var b = state[1];
    var c = state[2];
    var d = state[3];
    var e = state[4];
    var f = state[5];
    var g = state[6];
    var h = state[7];
    var w0 = block[0];
    var w1 = block[1];
    var w2 = block[2];
    var w3 = block[3];
    var w4 = block[4];
    var w5 = block[5];
    var w6 = block[6];
    var w7 = block[7];
    var w8 = block[8];
    var w9 = block[9];
    var w10 = block[10];
    var w11 = block[11];
    var w12 = block[12];
    var w13 = block[13];
    var w14 = block[14];
    var w15 = block[15];
    var row = 0;
    loop {
      let k = roundConstants[row];
      h +%= ((e <>> 6) ^ (e <>> 11) ^ (e <>> 25)) +% (g ^ (e & (f ^ g))) +% k[0] +% w0;
      d +%= h;
      h +%= ((a <>> 2) ^ (a <>> 13) ^ (a <>> 22)) +% ((a & b) | (c & (a | b)));
      g +%= ((d <>> 6) ^ (d <>> 11) ^ (d <>> 25)) +% (f ^ (d & (e ^ f))) +% k[1] +% w1;
      c +%= g;
      g +%= ((h <>> 2) ^ (h <>> 13) ^ (h <>> 22)) +% ((h & a) | (b & (h | a)));
      f +%= ((c <>> 6) ^ (c <>> 11) ^ (c <>> 25)) +% (e ^ (c & (d ^ e))) +% k[2] +% w2;
      b +%= f;
      f +%= ((g <>> 2) ^ (g <>> 13) ^ (g <>> 22)) +% ((g & h) | (a & (g | h)));
      e +%= ((b <>> 6) ^ (b <>> 11) ^ (b <>> 25)) +% (d ^ (b & (c ^ d))) +% k[3] +% w3;
      a +%= e;
      e +%= ((f <>> 2) ^ (f <>> 13) ^ (f <>> 22)) +% ((f & g) | (h & (f | g)));
      d +%= ((a <>> 6) ^ (a <>> 11) ^ (a <>> 25)) +% (c ^ (a & (b ^ c))) +% k[4] +% w4;
      h +%= d;
      d +%= ((e <>> 2) ^ (e <>> 13) ^ (e <>> 22)) +% ((e & f) | (g & (e | f)));
      c +%= ((h <>> 6) ^ (h <>> 11) ^ (h <>> 25)) +% (b ^ (h & (a ^ b))) +% k[5] +% w5;
      g +%= c;
      c +%= ((d <>> 2) ^ (d <>> 13) ^ (d <>> 22)) +% ((d & e) | (f & (d | e)));
      b +%= ((g <>> 6) ^ (g <>> 11) ^ (g <>> 25)) +% (a ^ (g & (h ^ a))) +% k[6] +% w6;
      f +%= b;
      b +%= ((c <>> 2) ^ (c <>> 13) ^ (c <>> 22)) +% ((c & d) | (e & (c | d)));
      a +%= ((f <>> 6) ^ (f <>> 11) ^ (f <>> 25)) +% (h ^ (f & (g ^ h))) +% k[7] +% w7;
      e +%= a;
      a +%= ((b <>> 2) ^ (b <>> 13) ^ (b <>> 22)) +% ((b & c) | (d & (b | c)));
      h +%= ((e <>> 6) ^ (e <>> 11) ^ (e <>> 25)) +% (g ^ (e & (f ^ g))) +% k[8] +% w8;
      d +%= h;
      h +%= ((a <>> 2) ^ (a <>> 13) ^ (a <>> 22)) +% ((a & b) | (c & (a | b)));
      g +%= ((d <>> 6) ^ (d <>> 11) ^ (d <>> 25)) +% (f ^ (d & (e ^ f))) +% k[9] +% w9;
      c +%= g;
      g +%= ((h <>> 2) ^ (h <>> 13) ^ (h <>> 22)) +% ((h & a) | (b & (h | a)));
      f +%= ((c <>> 6) ^ (c <>> 11) ^ (c <>> 25)) +% (e ^ (c & (d ^ e))) +% k[10] +% w10;
      b +%= f;
      f +%= ((g <>> 2) ^ (g <>> 13) ^ (g <>> 22)) +% ((g & h) | (a & (g | h)));
      e +%= ((b <>> 6) ^ (b <>> 11) ^ (b <>> 25)) +% (d ^ (b & (c ^ d))) +% k[11] +% w11;
      a +%= e;
      e +%= ((f <>> 2) ^ (f <>> 13) ^ (f <>> 22)) +% ((f & g) | (h & (f | g)));
      d +%= ((a <>> 6) ^ (a <>> 11) ^ (a <>> 25)) +% (c ^ (a & (b ^ c))) +% k[12] +% w12;
      h +%= d;
      d +%= ((e <>> 2) ^ (e <>> 13) ^ (e <>> 22)) +% ((e & f) | (g & (e | f)));
      c +%= ((h <>> 6) ^ (h <>> 11) ^ (h <>> 25)) +% (b ^ (h & (a ^ b))) +% k[13] +% w13;
      g +%= c;
      c +%= ((d <>> 2) ^ (d <>> 13) ^ (d <>> 22)) +% ((d & e) | (f & (d | e)));
      b +%= ((g <>> 6) ^ (g <>> 11) ^ (g <>> 25)) +% (a ^ (g & (h ^ a))) +% k[14] +% w14;
      f +%= b;
      b +%= ((c <>> 2) ^ (c <>> 13) ^ (c <>> 22)) +% ((c & d) | (e & (c | d)));
      a +%= ((f <>> 6) ^ (f <>> 11) ^ (f <>> 25)) +% (h ^ (f & (g ^ h))) +% k[15] +% w15;
      e +%= a;
      a +%= ((b <>> 2) ^ (b <>> 13) ^ (b <>> 22)) +% ((b & c) | (d & (b | c)));
      if (row == 3) {
        state[0] +%= a;
        state[1] +%= b;
        state[2] +%= c;
        state[3] +%= d;
        state[4] +%= e;
        state[5] +%= f;
        state[6] +%= g;
        state[7] +%= h;
        return;
      };
      row += 1;
      w0 +%= ((w1 <>> 7) ^ (w1 <>> 18) ^ (w1 >> 3)) +% w9 +% ((w14 <>> 17) ^ (w14 <>> 19) ^ (w14 >> 10));
      w1 +%= ((w2 <>> 7) ^ (w2 <>> 18) ^ (w2 >> 3)) +% w10 +% ((w15 <>> 17) ^ (w15 <>> 19) ^ (w15 >> 10));
      w2 +%= ((w3 <>> 7) ^ (w3 <>> 18) ^ (w3 >> 3)) +% w11 +% ((w0 <>> 17) ^ (w0 <>> 19) ^ (w0 >> 10));
      w3 +%= ((w4 <>> 7) ^ (w4 <>> 18) ^ (w4 >> 3)) +% w12 +% ((w1 <>> 17) ^ (w1 <>> 19) ^ (w1 >> 10));
      w4 +%= ((w5 <>> 7) ^ (w5 <>> 18) ^ (w5 >> 3)) +% w13 +% ((w2 <>> 17) ^ (w2 <>> 19) ^ (w2 >> 10));
      w5 +%= ((w6 <>> 7) ^ (w6 <>> 18) ^ (w6 >> 3)) +% w14 +% ((w3 <>> 17) ^ (w3 <>> 19) ^ (w3 >> 10));
      w6 +%= ((w7 <>> 7) ^ (w7 <>> 18) ^ (w7 >> 3)) +% w15 +% ((w4 <>> 17) ^ (w4 <>> 19) ^ (w4 >> 10));
      w7 +%= ((w8 <>> 7) ^ (w8 <>> 18) ^ (w8 >> 3)) +% w0 +% ((w5 <>> 17) ^ (w5 <>> 19) ^ (w5 >> 10));
      w8 +%= ((w9 <>> 7) ^ (w9 <>> 18) ^ (w9 >> 3)) +% w1 +% ((w6 <>> 17) ^ (w6 <>> 19) ^ (w6 >> 10));
      w9 +%= ((w10 <>> 7) ^ (w10 <>> 18) ^ (w10 >> 3)) +% w2 +% ((w7 <>> 17) ^ (w7 <>> 19) ^ (w7 >> 10));
      w10 +%= ((w11 <>> 7) ^ (w11 <>> 18) ^ (w11 >> 3)) +% w3 +% ((w8 <>> 17) ^ (w8 <>> 19) ^ (w8 >> 10));
      w11 +%= ((w12 <>> 7) ^ (w12 <>> 18) ^ (w12 >> 3)) +% w4 +% ((w9 <>> 17) ^ (w9 <>> 19) ^ (w9 >> 10));
      w12 +%= ((w13 <>> 7) ^ (w13 <>> 18) ^ (w13 >> 3)) +% w5 +% ((w10 <>> 17) ^ (w10 <>> 19) ^ (w10 >> 10));
      w13 +%= ((w14 <>> 7) ^ (w14 <>> 18) ^ (w14 >> 3)) +% w6 +% ((w11 <>> 17) ^ (w11 <>> 19) ^ (w11 >> 10));
      w14 +%= ((w15 <>> 7) ^ (w15 <>> 18) ^ (w15 >> 3)) +% w7 +% ((w12 <>> 17) ^ (w12 <>> 19) ^ (w12 >> 10));
      w15 +%= ((w0 <>> 7) ^ (w0 <>> 18) ^ (w0 >> 3)) +% w8 +% ((w13 <>> 17) ^ (w13 <>> 19) ^ (w13 >> 10));
    };
  };
};
