// What somebody typed into a form that could not be taken now: shown again to be sent again, so that nobody types
// twice. A form with a password in it is never kept, nor one with a file.
#pragma once

#include <optional>

#include "web/layout.h"

namespace web {

// The request's form where it may be shown again: it came from a page of this hub, and is small.
std::optional<Form> kept_form_of(const HttpRequest& request);

// "KEY, KEY_todo", and the form to send once more: the same one, whose work is done once however often it comes. Needs
// neither store nor account.
HttpResponse try_again_page(const Words& words, const std::string& address, const Form& form, int status,
                            const std::string& key);
// The same with tokens of the visitor of now, who may be signed in anew: it was certainly not done, or they were told.
HttpResponse send_anew_page(const Context& context, const std::string& address, const Form& form, int status,
                            const std::string& key);

// A form through the page of sign-in: as hidden fields there, and back.
Html carried(const std::string& address, const Form& form);
struct Carried {
    std::string address;
    Form form;
};
std::optional<Carried> carried_in(const Form& sign_in);

}  // namespace web
