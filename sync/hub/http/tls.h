// The hub's own key and certificate (GnuTLS). Kiosks pin the key at enrolment and look at nothing else of the
// certificate, so that a wrong clock cannot lock them out; it is as plain as a certificate can be.
#pragma once

#include <string>

#include "base/result.h"

namespace http {

struct KeyPair {
    std::string key;   // PEM
    std::string cert;  // PEM, self-signed, ECDSA P-256, valid from 1970 to 9999
};
base::Result<KeyPair> make_key_pair(const std::string& name);

// "sha256//" and the base64 of the SHA-256 of the certificate's public key (SubjectPublicKeyInfo), the form of
// CURLOPT_PINNEDPUBLICKEY. bad_input if it is no certificate in PEM.
base::Result<std::string> key_pin_of(const std::string& cert);

// Whether key and certificate are a pair in PEM that TLS can be served with; bad_input says so.
base::Result<void> check_pair(const KeyPair& pair);

}  // namespace http
