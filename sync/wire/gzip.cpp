#include "wire/gzip.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>

namespace wire {
namespace {

constexpr int gzip_window = 15 + 16;  // zlib.h, inflateInit2: 16 more than the window asks for gzip
constexpr std::size_t step_bytes = 64 * 1024;

class Inflater {
public:
    Inflater() { m_ready = inflateInit2(&m_stream, gzip_window) == Z_OK; }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    bool ready() const { return m_ready; }
    z_stream& stream() { return m_stream; }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

}  // namespace

std::string gzip(std::string_view plain) {
    z_stream stream{};
    PETTAN_ASSERT(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<const Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    PETTAN_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

base::Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max) {
    Inflater inflater;
    if (!inflater.ready()) return base::fail(base::ErrorCode::failed, "no memory to decompress");
    z_stream& stream = inflater.stream();
    stream.next_in = reinterpret_cast<const Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string plain;
    for (;;) {
        const std::size_t have = stream.total_out;
        // One byte more than allowed, so that "exactly at the limit" and "beyond it" differ.
        plain.resize(std::min(have + step_bytes, bytes_max + 1));
        stream.next_out = reinterpret_cast<Bytef*>(plain.data() + have);
        stream.avail_out = static_cast<uInt>(plain.size() - have);
        const int code = inflate(&stream, Z_NO_FLUSH);
        if (stream.total_out > bytes_max)
            return base::fail(base::ErrorCode::full, "more than " + std::to_string(bytes_max) + " bytes decompressed");
        if (code == Z_STREAM_END) break;
        if (code != Z_OK)
            return base::fail(base::ErrorCode::bad_input,
                              code == Z_BUF_ERROR ? "the gzip data is cut off" : "the gzip data is damaged");
    }
    if (stream.avail_in != 0) return base::fail(base::ErrorCode::bad_input, "there is data behind the gzip data");
    plain.resize(stream.total_out);
    return plain;
}

}  // namespace wire
