"""What lies behind the tabs of 设置."""
