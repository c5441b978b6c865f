#include "sheet/services.h"

namespace sheet {

std::span<const Service> services() {
    static const std::vector<Service> all{
        {"connpass", "ユーザー名", {"表示名", "参加ステータス"}},
        {"luma", "api_id", {"name", "approval_status"}},
        {"peatix", "ユーザーID", {"参加者名", "アカウント名"}},
        {"meetup", "User ID", {"Name", "RSVP"}},
    };
    return all;
}

}  // namespace sheet
