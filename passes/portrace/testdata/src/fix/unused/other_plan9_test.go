package unused

var _, _ = systemPort()
