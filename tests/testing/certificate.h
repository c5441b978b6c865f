// A key and certificates for it, also such as no hub makes by itself: expired, or not valid yet.
#pragma once

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace testing {

class CertifiedKey {
public:
    CertifiedKey() {
        const unsigned curve = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
        gnutls_x509_privkey_init(&m_key);
        check(gnutls_x509_privkey_generate(m_key, GNUTLS_PK_ECDSA, curve, 0));
    }
    ~CertifiedKey() { gnutls_x509_privkey_deinit(m_key); }
    CertifiedKey(const CertifiedKey&) = delete;
    CertifiedKey& operator=(const CertifiedKey&) = delete;

    // Both as PEM.
    void write_key(const std::filesystem::path& file) const {
        gnutls_datum_t pem{};
        check(gnutls_x509_privkey_export2(m_key, GNUTLS_X509_FMT_PEM, &pem));
        write(file, pem);
    }
    void write_certificate(const std::filesystem::path& file, std::time_t from, std::time_t until) const {
        const std::string name = "localhost";
        const unsigned char serial = 1;
        gnutls_datum_t pem{};
        gnutls_x509_crt_t made = nullptr;
        gnutls_x509_crt_init(&made);
        check(gnutls_x509_crt_set_version(made, 3));
        check(gnutls_x509_crt_set_serial(made, &serial, 1));
        check(gnutls_x509_crt_set_activation_time(made, from));
        check(gnutls_x509_crt_set_expiration_time(made, until));
        check(gnutls_x509_crt_set_dn_by_oid(made, GNUTLS_OID_X520_COMMON_NAME, 0, name.data(),
                                            static_cast<unsigned>(name.size())));
        check(gnutls_x509_crt_set_key(made, m_key));
        check(gnutls_x509_crt_sign2(made, made, m_key, GNUTLS_DIG_SHA256, 0));
        check(gnutls_x509_crt_export2(made, GNUTLS_X509_FMT_PEM, &pem));
        gnutls_x509_crt_deinit(made);
        write(file, pem);
    }

private:
    static void check(int code) {
        if (code < 0) throw std::runtime_error(gnutls_strerror(code));
    }
    static void write(const std::filesystem::path& file, gnutls_datum_t& pem) {
        std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(pem.data), pem.size);
        gnutls_free(pem.data);
    }
    gnutls_x509_privkey_t m_key = nullptr;
};

}  // namespace testing
