"""How the weights in digest/choose/model were made. Needs torch, onnx and the data; never imported by digest."""
