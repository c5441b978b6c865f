// What doctor says of a reader: with sysfs, /proc and pcscd's socket as folders of the test's own.
#include <fstream>

#include "kiosk/commands/reader_check.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"

namespace {

namespace fs = std::filesystem;
using kiosk::Verdict;

class UsbTree {
public:
    UsbTree() {
        usb().devices = m_folder.path() / "devices";
        usb().nodes = m_folder.path() / "nodes";
        usb().processes = m_folder.path() / "proc";
        usb().pcscd_socket = m_folder.path() / "pcscd.comm";
        places.inputs = m_folder.path() / "inputs";
        places.input_files = m_folder.path() / "input";
        for (const fs::path& folder : {usb().devices, usb().nodes, usb().processes})
            fs::create_directories(folder);
    }

    // A device with one interface, at bus 1, device 7.
    void plug_in(const std::string& vendor, const std::string& product, const std::string& driver = "") {
        const fs::path device = usb().devices / "1-2";
        write(device / "idVendor", vendor);
        write(device / "product", product);
        write(device / "busnum", "1");
        write(device / "devnum", "7");
        fs::create_directories(usb().devices / "1-2:1.0");
        if (!driver.empty()) fs::create_directory_symlink("../../drivers/" + driver, usb().devices / "1-2:1.0/driver");
    }
    void run(const std::string& pid, const std::string& program, bool has_it) {
        write(usb().processes / pid / "comm", program);
        fs::create_directories(usb().processes / pid / "fd");
        if (has_it) fs::create_symlink(usb().nodes / "001/007", usb().processes / pid / "fd/9");
    }
    void install_pcscd() { write(usb().pcscd_socket, ""); }

    kiosk::Finding check(const std::string& connection) const {
        kiosk::Config config;
        config.reader = connection;
        config.reader_is_named = true;
        return kiosk::check_reader(config, places);
    }
    kiosk::Finding check_scanner(const std::string& connection) const {
        kiosk::Config config;
        config.scanner = connection;
        return kiosk::check_scanner(config, places).value();
    }
    void add_keyboard(const std::string& event, const std::string& name) {
        write(places.inputs / event / "device/name", name);
        write(places.input_files / event, "");
    }

    kiosk::ReaderPlaces places;

private:
    drivers::UsbPlaces& usb() { return places.usb; }
    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text << "\n";
    }
    testing::TempFolder m_folder;
};

void check_that(const kiosk::Finding& finding, Verdict verdict, const std::string& part) {
    CHECK(finding.verdict == verdict);
    CHECK_THAT(finding.what, contains(part));
}

}  // namespace

TEST_CASE("doctor says whether a USB reader is there, and of a maker's other things that they are none") {
    UsbTree tree;
    check_that(tree.check("acr122_usb"), Verdict::fail, "no USB reader is there; plug it in");
    tree.plug_in("054c", "DualSense Wireless Controller");
    check_that(tree.check("acr122_usb"), Verdict::fail, "no USB reader is there");
    tree.plug_in("072f", "ACR122U PICC Interface");
    check_that(tree.check("acr122_usb"), Verdict::ok, "ACR122U PICC Interface is there");
}

TEST_CASE("doctor says that pcscd has the reader that libnfc is to open, and what to do") {
    UsbTree tree;
    tree.plug_in("072f", "ACR122U PICC Interface", "usbfs");
    tree.install_pcscd();
    tree.run("41", "pcscd", true);
    check_that(tree.check("acr122_usb"), Verdict::fail, "pcscd has it");
    check_that(tree.check("acr122_usb"), Verdict::fail, "connection = \"pcsc:\"");
    check_that(tree.check("pcsc:"), Verdict::ok, "pcscd has it");
}

TEST_CASE("doctor takes pcscd for the owner where this user may not look into it") {
    UsbTree tree;
    tree.plug_in("054c", "RC-S300/S", "usbfs");
    tree.install_pcscd();
    tree.run("41", "pcscd", false);
    check_that(tree.check("pcsc:"), Verdict::ok, "RC-S300/S is there; pcscd has it");
}

TEST_CASE("doctor warns of a pcscd that will take libnfc's reader") {
    UsbTree tree;
    tree.plug_in("072f", "ACR122U PICC Interface");
    tree.install_pcscd();
    check_that(tree.check("acr122_usb"), Verdict::warn, "pcscd takes it as soon as any program asks");
    check_that(tree.check("pcsc:"), Verdict::ok, "pcscd takes it when the kiosk starts");
}

TEST_CASE("doctor says that a program of libnfc's has the reader, or the kernel's module") {
    UsbTree tree;
    tree.plug_in("072f", "ACR122U PICC Interface", "usbfs");
    tree.install_pcscd();
    tree.run("52", "nfc-poll", true);
    check_that(tree.check("pcsc:"), Verdict::fail, "nfc-poll has it; end that one");
    check_that(tree.check("acr122_usb"), Verdict::fail, "nfc-poll has it; end that one");

    UsbTree ours;
    ours.plug_in("072f", "ACR122U PICC Interface", "usbfs");
    ours.run("52", "pettan-reader", true);
    check_that(ours.check("acr122_usb"), Verdict::ok, "pettan-reader has it");

    UsbTree kernel;
    kernel.plug_in("072f", "ACR122U PICC Interface", "pn533_usb");
    kernel.install_pcscd();
    check_that(kernel.check("acr122_usb"), Verdict::fail, "modprobe -r pn533_usb");
    check_that(kernel.check("pcsc:"), Verdict::fail, "modprobe -r pn533_usb");
}

TEST_CASE("doctor says that pcscd is to be installed when a PC/SC reader is configured without it") {
    UsbTree tree;
    tree.plug_in("054c", "RC-S300/S");
    check_that(tree.check("pcsc:RC-S300"), Verdict::fail, "apt install pcscd");
}

TEST_CASE("doctor says whether a scanner of that name is there, and which keyboards there are") {
    UsbTree tree;
    check_that(tree.check_scanner("wedge:"), Verdict::fail, "there is no keyboard");
    tree.add_keyboard("event3", "Logitech K120");
    tree.add_keyboard("event12", "Honeywell Imaging & Mobility 1900");
    tree.add_keyboard("mouse0", "Some Mouse");
    check_that(tree.check_scanner("wedge:honeywell?layout=jp"), Verdict::ok,
               "Honeywell Imaging & Mobility 1900 is there");
    check_that(tree.check_scanner("wedge:" + (tree.places.input_files / "event3").string()), Verdict::ok,
               "Logitech K120 is there");
    check_that(tree.check_scanner("wedge:zebra"), Verdict::fail, "Logitech K120");
    check_that(tree.check_scanner("wedge:"), Verdict::ok, "whichever of these types like a scanner");
    CHECK_FALSE(kiosk::check_scanner(kiosk::Config(), tree.places));
}
