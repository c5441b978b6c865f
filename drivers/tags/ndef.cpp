#include "tags/ndef.h"
