#include "http/tls.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <array>
#include <ctime>
#include <memory>
#include <vector>

#include "base/bytes.h"

namespace http {
namespace {

using base::ErrorCode;

struct Deleter {
    void operator()(gnutls_x509_privkey_t key) const { gnutls_x509_privkey_deinit(key); }
    void operator()(gnutls_x509_crt_t cert) const { gnutls_x509_crt_deinit(cert); }
    void operator()(gnutls_pubkey_t key) const { gnutls_pubkey_deinit(key); }
};
using PrivateKey = std::unique_ptr<std::remove_pointer_t<gnutls_x509_privkey_t>, Deleter>;
using Certificate = std::unique_ptr<std::remove_pointer_t<gnutls_x509_crt_t>, Deleter>;
using PublicKey = std::unique_ptr<std::remove_pointer_t<gnutls_pubkey_t>, Deleter>;

// What a GnuTLS call allocates.
struct Datum {
    gnutls_datum_t datum{nullptr, 0};
    ~Datum() { gnutls_free(datum.data); }
    std::string text() const { return {reinterpret_cast<const char*>(datum.data), datum.size}; }
};

Certificate new_certificate() {
    gnutls_x509_crt_t cert = nullptr;
    gnutls_x509_crt_init(&cert);
    return Certificate(cert);
}

constexpr std::time_t end_of_9999 = 253'402'300'799;

}  // namespace

base::Result<KeyPair> make_key_pair(const std::string& name) {
    gnutls_x509_privkey_t raw_key = nullptr;
    gnutls_x509_privkey_init(&raw_key);
    const PrivateKey key(raw_key);
    const Certificate cert = new_certificate();
    std::array<std::uint8_t, 16> serial{};
    gnutls_rnd(GNUTLS_RND_NONCE, serial.data(), serial.size());
    serial[0] &= 0x7f;  // RFC 5280: positive
    Datum key_pem;
    Datum cert_pem;
    const unsigned curve = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
    const bool made = gnutls_x509_privkey_generate(key.get(), GNUTLS_PK_ECDSA, curve, 0) == 0 &&
                      gnutls_x509_crt_set_version(cert.get(), 3) == 0 &&
                      gnutls_x509_crt_set_serial(cert.get(), serial.data(), serial.size()) == 0 &&
                      gnutls_x509_crt_set_activation_time(cert.get(), 0) == 0 &&
                      gnutls_x509_crt_set_expiration_time(cert.get(), end_of_9999) == 0 &&
                      gnutls_x509_crt_set_dn_by_oid(cert.get(), GNUTLS_OID_X520_COMMON_NAME, 0, name.data(),
                                                    static_cast<unsigned>(name.size())) == 0 &&
                      gnutls_x509_crt_set_subject_alt_name(cert.get(), GNUTLS_SAN_DNSNAME, name.data(),
                                                           static_cast<unsigned>(name.size()), GNUTLS_FSAN_SET) == 0 &&
                      gnutls_x509_crt_set_key(cert.get(), key.get()) == 0 &&
                      gnutls_x509_crt_sign2(cert.get(), cert.get(), key.get(), GNUTLS_DIG_SHA256, 0) == 0 &&
                      gnutls_x509_privkey_export2(key.get(), GNUTLS_X509_FMT_PEM, &key_pem.datum) == 0 &&
                      gnutls_x509_crt_export2(cert.get(), GNUTLS_X509_FMT_PEM, &cert_pem.datum) == 0;
    if (!made) return base::fail(ErrorCode::failed, "GnuTLS could not make a key and certificate");
    return KeyPair{key_pem.text(), cert_pem.text()};
}

base::Result<std::string> key_pin_of(const std::string& pem) {
    const Certificate cert = new_certificate();
    std::string text = pem;
    const gnutls_datum_t input{reinterpret_cast<unsigned char*>(text.data()), static_cast<unsigned>(text.size())};
    if (gnutls_x509_crt_import(cert.get(), &input, GNUTLS_X509_FMT_PEM) != 0)
        return base::fail(ErrorCode::bad_input, "this is no certificate in PEM");
    gnutls_pubkey_t raw_key = nullptr;
    gnutls_pubkey_init(&raw_key);
    const PublicKey key(raw_key);
    Datum der;
    Datum base64;
    std::array<std::uint8_t, 32> hash{};
    const bool made = gnutls_pubkey_import_x509(key.get(), cert.get(), 0) == 0 &&
                      gnutls_pubkey_export2(key.get(), GNUTLS_X509_FMT_DER, &der.datum) == 0 &&
                      gnutls_hash_fast(GNUTLS_DIG_SHA256, der.datum.data, der.datum.size, hash.data()) == 0;
    const gnutls_datum_t digest{hash.data(), static_cast<unsigned>(hash.size())};
    if (!made || gnutls_base64_encode2(&digest, &base64.datum) != 0)
        return base::fail(ErrorCode::failed, "GnuTLS could not read the certificate's key");
    return "sha256//" + base64.text();
}

base::Result<void> check_pair(const KeyPair& pair) {
    gnutls_certificate_credentials_t credentials = nullptr;
    gnutls_certificate_allocate_credentials(&credentials);
    std::string cert = pair.cert;
    std::string key = pair.key;
    const gnutls_datum_t cert_pem{reinterpret_cast<unsigned char*>(cert.data()), static_cast<unsigned>(cert.size())};
    const gnutls_datum_t key_pem{reinterpret_cast<unsigned char*>(key.data()), static_cast<unsigned>(key.size())};
    const int code = gnutls_certificate_set_x509_key_mem(credentials, &cert_pem, &key_pem, GNUTLS_X509_FMT_PEM);
    gnutls_certificate_free_credentials(credentials);
    if (code < 0)
        return base::fail(ErrorCode::bad_input,
                          std::string("key and certificate are no pair in PEM: ") + gnutls_strerror(code));
    return {};
}

}  // namespace http
