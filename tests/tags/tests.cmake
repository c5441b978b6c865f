pettan_tests(tags
  SOURCES tags/ndef_test.cpp tags/ndef_payload_test.cpp tags/vcard_test.cpp tags/offered_name_test.cpp
          tags/type2_test.cpp tags/classic_test.cpp tags/type3_test.cpp tags/type4_test.cpp
          tags/hostile_test.cpp tags/campaign_test.cpp
          tags/fake_tags.cpp tags/samples.cpp fuzz/tags_entries.cpp
  LINKS tags)
