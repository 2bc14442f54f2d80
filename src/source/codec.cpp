// SPDX-License-Identifier: MIT
#include "source/codec.hpp"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <cassert>
#include <new>

namespace litdex::source {
namespace {

// A dump that needs more memory to unpack was packed by a setting that few machines could read: xz --lzma2=dict=… or
// zstd --long beyond 27, which is the limit that the zstd library sets itself.
constexpr std::uint64_t k_max_xz_memory = 160U << 20U;

/// The pointers and counts of zlib's, bzip2's and liblzma's streams, which differ in nothing but the types.
template <typename Stream>
void aim(Stream& stream, std::string_view input, std::span<char> output) {
  using In = decltype(stream.next_in);
  using Out = decltype(stream.next_out);
  // These libraries do not write through next_in; two of them are older than const.
  stream.next_in =
      reinterpret_cast<In>(const_cast<char*>(input.data()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  stream.avail_in = static_cast<decltype(stream.avail_in)>(input.size());
  stream.next_out = reinterpret_cast<Out>(output.data());
  stream.avail_out = static_cast<decltype(stream.avail_out)>(output.size());
}

template <typename Stream>
Codec::Step step_of(const Stream& stream, std::string_view input, std::span<char> output) {
  return {input.size() - stream.avail_in, output.size() - stream.avail_out, false, nullptr};
}

class Gzip final : public Codec {
 public:
  // 15: the largest window; 16 more: a gzip header and trailer, whose checksum is compared.
  Gzip() {
    if (inflateInit2(&m_stream, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  ~Gzip() override { inflateEnd(&m_stream); }

  void restart() override { inflateReset(&m_stream); }

  Step step(std::string_view input, std::span<char> output) override {
    aim(m_stream, input, output);
    const int result = inflate(&m_stream, Z_NO_FLUSH);
    Step step = step_of(m_stream, input, output);
    step.is_end = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    // Z_BUF_ERROR: nothing could be done without more input.
    if (result == Z_DATA_ERROR || result == Z_NEED_DICT)
      step.error = m_stream.msg != nullptr ? m_stream.msg : "bad data";
    return step;
  }

 private:
  z_stream m_stream{};
};

class Bzip2 final : public Codec {
 public:
  Bzip2() { begin(); }
  Bzip2(const Bzip2&) = delete;
  Bzip2& operator=(const Bzip2&) = delete;
  ~Bzip2() override { BZ2_bzDecompressEnd(&m_stream); }

  void restart() override {
    BZ2_bzDecompressEnd(&m_stream);
    begin();
  }

  Step step(std::string_view input, std::span<char> output) override {
    aim(m_stream, input, output);
    const int result = BZ2_bzDecompress(&m_stream);
    Step step = step_of(m_stream, input, output);
    step.is_end = result == BZ_STREAM_END;
    if (result == BZ_MEM_ERROR) throw std::bad_alloc();
    if (result == BZ_DATA_ERROR) step.error = "a block's data or checksum is wrong";
    if (result == BZ_DATA_ERROR_MAGIC) step.error = "a block begins with wrong bytes";
    return step;
  }

 private:
  void begin() {
    m_stream = bz_stream{};
    if (BZ2_bzDecompressInit(&m_stream, 0, 0) != BZ_OK) throw std::bad_alloc();
  }

  bz_stream m_stream{};
};

class Xz final : public Codec {
 public:
  Xz() { Xz::restart(); }
  Xz(const Xz&) = delete;
  Xz& operator=(const Xz&) = delete;
  ~Xz() override { lzma_end(&m_stream); }

  void restart() override {
    if (lzma_stream_decoder(&m_stream, k_max_xz_memory, LZMA_TELL_UNSUPPORTED_CHECK) != LZMA_OK) throw std::bad_alloc();
  }

  Step step(std::string_view input, std::span<char> output) override {
    aim(m_stream, input, output);
    const lzma_ret result = lzma_code(&m_stream, LZMA_RUN);
    Step step = step_of(m_stream, input, output);
    step.is_end = result == LZMA_STREAM_END;
    switch (result) {
      case LZMA_MEM_ERROR: throw std::bad_alloc();
      case LZMA_MEMLIMIT_ERROR: step.error = "it needs more memory to unpack than litdex uses"; break;
      case LZMA_FORMAT_ERROR: step.error = "a header begins with wrong bytes"; break;
      case LZMA_OPTIONS_ERROR: step.error = "it uses an option that litdex does not know"; break;
      case LZMA_UNSUPPORTED_CHECK: step.error = "it has a checksum of a kind that litdex does not know"; break;
      case LZMA_DATA_ERROR: step.error = "its data or a checksum is wrong"; break;
      default: break;  // LZMA_BUF_ERROR: nothing could be done without more input
    }
    return step;
  }

 private:
  lzma_stream m_stream = LZMA_STREAM_INIT;
};

class Zstd final : public Codec {
 public:
  Zstd() : m_context(ZSTD_createDCtx()) {
    if (m_context == nullptr) throw std::bad_alloc();
  }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;
  ~Zstd() override { ZSTD_freeDCtx(m_context); }

  void restart() override { ZSTD_DCtx_reset(m_context, ZSTD_reset_session_only); }

  Step step(std::string_view input, std::span<char> output) override {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t result = ZSTD_decompressStream(m_context, &out, &in);
    Step step{in.pos, out.pos, result == 0, nullptr};
    if (ZSTD_isError(result) != 0) step.error = ZSTD_getErrorName(result);
    return step;
  }

 private:
  ZSTD_DCtx* m_context;
};

}  // namespace

std::unique_ptr<Codec> make_codec(Packing packing) {
  switch (packing) {
    case Packing::gzip: return std::make_unique<Gzip>();
    case Packing::bzip2: return std::make_unique<Bzip2>();
    case Packing::xz: return std::make_unique<Xz>();
    case Packing::zstd: return std::make_unique<Zstd>();
    default: break;
  }
  assert(false);  // the packing holds members
  return nullptr;
}

}  // namespace litdex::source
