package thirdparty

// Packages with rows that no scenario imports.
import (
	_ "github.com/bytedance/sonic"
	_ "github.com/goccy/go-json"
	_ "github.com/mitchellh/mapstructure"
)
