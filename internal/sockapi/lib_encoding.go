package sockapi

import "slices"

// Encodings: text made of values and values made of text, by reflection.
// Sources: the packages' pages on https://pkg.go.dev.
//
// Left out: DecodeFile and its like, which read text that nobody here has
// written; parts of documents, such as yaml.Node.
func encodingRows() []Func {
	return slices.Concat(
		codec("gopkg.in/yaml.v2"),
		codec("gopkg.in/yaml.v3"),
		codec("go.yaml.in/yaml/v2"),
		codec("go.yaml.in/yaml/v3"),
		codec("github.com/goccy/go-yaml"),
		codec("github.com/BurntSushi/toml"),
		codec("github.com/pelletier/go-toml"),
		codec("github.com/pelletier/go-toml/v2"),
		codec("github.com/json-iterator/go"),
		codec("github.com/goccy/go-json"),
		[]Func{
			into("gopkg.in/yaml.v2.UnmarshalStrict", Arg(1), Arg(0)),
			into("go.yaml.in/yaml/v2.UnmarshalStrict", Arg(1), Arg(0)),
			text("sigs.k8s.io/yaml.Marshal", Arg(0)),
			into("sigs.k8s.io/yaml.Unmarshal", Arg(1), Arg(0)),
			into("sigs.k8s.io/yaml.UnmarshalStrict", Arg(1), Arg(0)),
			text("sigs.k8s.io/yaml.JSONToYAML", Arg(0)),
			text("sigs.k8s.io/yaml.YAMLToJSON", Arg(0)),
			text("sigs.k8s.io/yaml.YAMLToJSONStrict", Arg(0)),
			text("github.com/goccy/go-yaml.MarshalWithOptions", Arg(0)),
			into("github.com/goccy/go-yaml.UnmarshalWithOptions", Arg(1), Arg(0)),

			into("github.com/BurntSushi/toml.Decode", Arg(1), Arg(0)),
			text("github.com/pelletier/go-toml.Load", Arg(0)),
			text("github.com/pelletier/go-toml.LoadBytes", Arg(0)),
			text("(*github.com/pelletier/go-toml.Tree).ToTomlString", Recv()),

			text("github.com/json-iterator/go.MarshalIndent", Arg(0)),
			text("github.com/json-iterator/go.MarshalToString", Arg(0)),
			into("github.com/json-iterator/go.UnmarshalFromString", Arg(1), Arg(0)),
			text("(github.com/json-iterator/go.API).Marshal", Arg(0)),
			text("(github.com/json-iterator/go.API).MarshalIndent", Arg(0)),
			text("(github.com/json-iterator/go.API).MarshalToString", Arg(0)),
			into("(github.com/json-iterator/go.API).Unmarshal", Arg(1), Arg(0)),
			into("(github.com/json-iterator/go.API).UnmarshalFromString", Arg(1), Arg(0)),
			passes("(github.com/json-iterator/go.API).NewEncoder", Arg(0)),
			text("(github.com/json-iterator/go.API).NewDecoder", Arg(0)),
			text("github.com/goccy/go-json.MarshalIndent", Arg(0)),
			text("github.com/bytedance/sonic.Marshal", Arg(0)),
			text("github.com/bytedance/sonic.MarshalIndent", Arg(0)),
			text("github.com/bytedance/sonic.MarshalString", Arg(0)),
			into("github.com/bytedance/sonic.Unmarshal", Arg(1), Arg(0)),
			into("github.com/bytedance/sonic.UnmarshalString", Arg(1), Arg(0)),

			text("google.golang.org/protobuf/proto.Marshal", Arg(0)),
			into("google.golang.org/protobuf/proto.Unmarshal", Arg(1), Arg(0)),
			passes("google.golang.org/protobuf/proto.Clone", Arg(0)),
			passes("google.golang.org/protobuf/proto.CloneOf", Arg(0)),
			row("google.golang.org/protobuf/proto.Merge", carries(Arg(1), Arg(0))),
			text("github.com/golang/protobuf/proto.Marshal", Arg(0)),
			into("github.com/golang/protobuf/proto.Unmarshal", Arg(1), Arg(0)),
			text("google.golang.org/protobuf/encoding/protojson.Marshal", Arg(0)),
			text("google.golang.org/protobuf/encoding/protojson.Format", Arg(0)),
			into("google.golang.org/protobuf/encoding/protojson.Unmarshal", Arg(1), Arg(0)),
			text("(google.golang.org/protobuf/encoding/protojson.MarshalOptions).Marshal", Arg(0)),
			text("(google.golang.org/protobuf/encoding/protojson.MarshalOptions).Format", Arg(0)),
			into("(google.golang.org/protobuf/encoding/protojson.UnmarshalOptions).Unmarshal", Arg(1), Arg(0)),
			text("google.golang.org/protobuf/encoding/prototext.Marshal", Arg(0)),
			text("google.golang.org/protobuf/encoding/prototext.Format", Arg(0)),
			into("google.golang.org/protobuf/encoding/prototext.Unmarshal", Arg(1), Arg(0)),
			text("(google.golang.org/protobuf/encoding/prototext.MarshalOptions).Marshal", Arg(0)),
			text("(google.golang.org/protobuf/encoding/prototext.MarshalOptions).Format", Arg(0)),
		})
}

// codec returns the rows of a package that has the functions of encoding/json.
// An encoder stands for the writer that it wraps.
func codec(path string) []Func {
	return []Func{
		text(path+".Marshal", Arg(0)),
		into(path+".Unmarshal", Arg(1), Arg(0)),
		passes(path+".NewEncoder", Arg(0)),
		into("(*"+path+".Encoder).Encode", Recv(), Arg(0)),
		text(path+".NewDecoder", Arg(0)),
		into("(*"+path+".Decoder).Decode", Arg(0), Recv()),
	}
}
